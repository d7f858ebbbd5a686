const BEGIN = '\u0002';
const END = '\u0003';

export interface TextPart {
  text: string;
  isMatch: boolean;
}

/** How much of the line stands before the first match, so that the match is seen in a narrow list. */
const LEAD = 32;
/** A lead up to this length is left whole. */
const SHORT_LEAD = 60;

/** Splits a found line at the marks around its matches. A line that begins long before its first match is cut there. */
export function partsOf(line: string): TextPart[] {
  const parts: TextPart[] = [];
  for (const [index, piece] of line.replaceAll(/\s+/g, ' ').split(BEGIN).entries()) {
    const [match, rest] = piece.includes(END) ? piece.split(END) : [undefined, piece];
    if (index > 0 && match !== undefined && match !== '') parts.push({ text: match, isMatch: true });
    if (rest !== undefined && rest !== '') parts.push({ text: rest, isMatch: false });
  }
  const [first] = parts;
  if (first && !first.isMatch && parts.length > 1 && first.text.length > SHORT_LEAD) {
    first.text = `…${first.text.slice(-LEAD)}`;
  }
  return parts;
}
