import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/ipc/generated/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      // TypeScript itself reports undefined names, and knows the DOM's types.
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // The window has no router; addresses in it are shown, never followed.
      'svelte/no-navigation-without-resolve': 'off',
      // Maps and sets inside plain functions and controllers are bookkeeping, not state.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // One place knows the shell (style.md, habit 5).
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    ignores: ['src/host/tauri/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['@tauri-apps/*'], message: 'Only src/host/tauri may import @tauri-apps.' }],
          paths: [{ name: 'svelte/store', message: 'State lives in controller classes with runes.' }],
        },
      ],
    },
  },
  { files: ['*.config.*'], languageOptions: { globals: { ...globals.node } } },
);
