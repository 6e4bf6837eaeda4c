// Where the window starts: fonts and colours, then the desk.
import './kit/fonts.css';
import './kit/tokens.css';
import './kit/base.css';
import { mount } from 'svelte';
import App from './desk/App.svelte';
import { reportReady } from './host/files';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });
void reportReady();
