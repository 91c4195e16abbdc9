// The rules for what the browser gets and for the system tests. Run from the root by tools/lint.
import css from '@eslint/css';
import js from '@eslint/js';
import html from '@html-eslint/eslint-plugin';
import globals from 'globals';

export default [
  { ignores: ['build/**'] },
  { files: ['**/*.js', '**/*.mjs'], ...js.configs.recommended },
  { files: ['**/*.js', '**/*.mjs'], rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error' } },
  { files: ['connectors/web/widget/*.js'], languageOptions: { ecmaVersion: 2020, globals: { ...globals.browser, texts: 'readonly' } } },  // texts: put in by the server
  { files: ['tests/system/**/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  {
    files: ['**/*.css'], plugins: { css }, language: 'css/css',
    rules: {
      ...css.configs.recommended.rules,
      'css/no-important': 'off',  // [hidden] wins over every display
      'css/use-baseline': ['error', { allowProperties: ['resize'] }],
    },
  },
  {
    ...html.configs['flat/recommended'], files: ['**/*.html'],
    rules: {
      ...html.configs['flat/recommended'].rules,
      '@html-eslint/indent': 'off', '@html-eslint/element-newline': 'off',  // a page is laid out by hand
    },
  },
];
