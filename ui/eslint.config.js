// Besides the usual rules: the three tiers are kept by imports. `kit` knows no domain, sections never know each
// other, and only `host` may reach out of the window.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const section_words = [
  'allergies',
  'documents',
  'encounters',
  'goals',
  'histories',
  'immunizations',
  'medications',
  'notes',
  'orders',
  'patients',
  'prescriptions',
  'problems',
  'results',
  'staff',
  'tasks',
  'vitals',
];

const no_way_out = [
  { name: '@tauri-apps/api', message: 'Only src/host reaches out of the window.' },
  { name: '@tauri-apps/api/core', message: 'Only src/host reaches out of the window.' },
];

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/api/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'svelte/no-at-html-tags': 'error',
      // The policy of the window blocks style attributes; `style:` directives go through the object model and work.
      'no-restricted-syntax': [
        'error',
        {
          selector: "SvelteAttribute[key.name='style']",
          message: 'The window blocks style attributes: use style:.',
        },
      ],
      'svelte/require-each-key': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'localStorage', message: 'Nothing of the practice is kept in browser storage.' },
        { name: 'sessionStorage', message: 'Nothing of the practice is kept in browser storage.' },
        { name: 'indexedDB', message: 'Nothing of the practice is kept in browser storage.' },
        { name: 'fetch', message: 'Only src/host reaches out of the window.' },
      ],
      'no-restricted-imports': ['error', { paths: no_way_out }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  { files: ['src/host/**'], rules: { 'no-restricted-imports': 'off', 'no-restricted-globals': 'off' } },
  {
    files: ['src/kit/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: no_way_out,
          patterns: [
            {
              group: ['**/api/*', '**/host/*', '**/sections/*', '**/chart/*', '**/desk/*'],
              message: 'The kit knows no domain.',
            },
          ],
        },
      ],
    },
  },
  ...section_words.map((word) => ({
    files: [`src/sections/${word}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: no_way_out,
          patterns: [
            {
              group: [
                '**/chart/*',
                '**/desk/*',
                ...section_words.filter((w) => w !== word).map((w) => `**/${w}/*`),
              ],
              message: 'A section knows the kit, the host and itself; chart and desk compose sections.',
            },
          ],
        },
      ],
    },
  })),
  { files: ['*.config.js', '*.config.ts'], languageOptions: { globals: { ...globals.node } } },
);
