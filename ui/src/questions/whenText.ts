import type { WhenDto } from '../ipc/generated/bindings';

export const ANY: WhenDto = { selector: '', text: null, value: null, attribute: null, count: 1 };

/** `.toast “failed”, at least 2`. */
export function whenText(when: WhenDto): string {
  const parts = [when.selector];
  if (when.text) parts.push(`“${when.text}”`);
  if (when.attribute) parts.push(`[${when.attribute}]`);
  if (when.value !== null) parts.push(`= ${when.value === '' ? 'empty' : `“${when.value}”`}`);
  if (when.count > 1) parts.push(`× ${when.count}`);
  return parts.join(' ');
}

export function isSameWhen(a: WhenDto, b: WhenDto): boolean {
  return whenText(a) === whenText(b);
}
