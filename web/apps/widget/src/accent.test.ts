import { expect, it } from 'vitest';
import { accentRules } from './accent.ts';

it('writes dark on light colours and white on dark ones', () => {
  expect(accentRules('#ffd400')).toContain('--on-accent:#12141a');
  expect(accentRules('#0a5c36')).toContain('--on-accent:#fff');
});

it('takes nothing but a plain colour into the style sheet', () => {
  expect(accentRules('red;}*{display:none')).toBe('');
  expect(accentRules(undefined)).toBe('');
});
