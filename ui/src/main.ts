// Where the window starts: fonts and colours, then the desk.
import './kit/fonts.css';
import './kit/tokens.css';
import './kit/base.css';
import { mount } from 'svelte';
import App from './desk/App.svelte';
import { reportReady } from './host/files';
import { markBars } from './kit/bars';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
markBars(document.documentElement);
mount(App, { target });
void reportReady();
