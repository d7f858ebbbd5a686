import type { AnswerRowsDto, QuestionDto } from '../ipc/generated/bindings';
import { TIMELINE } from './demoRecording';

const SECOND = 1_000_000;

/** Made-up answers, one of each kind. */
export function demoAnswer(what: QuestionDto): AnswerRowsDto {
  switch (what.ask) {
    case 'when':
      return {
        of: 'when',
        rows: [4, 11.5, 19].map((from, place) => ({
          tab: 0,
          from: from * SECOND,
          until: place === 2 ? null : (from + 2.4) * SECOND,
          most: place + 1,
          page: 1,
          key: 12 + place,
          label: what.when.selector,
        })),
      };
    case 'history':
      return {
        of: 'history',
        rows: ['created', 'text', 'attribute', 'removed'].map((kind, place) => ({
          at: (3 + place * 6) * SECOND,
          tab: 0,
          page: 1,
          key: what.key,
          label: 'output.total',
          change: {
            kind,
            name: kind === 'attribute' ? 'aria-busy' : '',
            old: kind === 'created' ? null : kind === 'text' ? '€ 40' : 'false',
            new: kind === 'removed' ? null : kind === 'text' ? '€ 36' : 'true',
            other: null,
          },
          act: place === 0 ? null : { at: (3 + place * 6) * SECOND - 120_000, kind: 'click', label: 'clicked button “Apply”' },
          answer: null,
        })),
      };
    case 'text':
      return {
        of: 'text',
        rows: ['Saved', 'The discount could not be applied', 'Two items in the cart'].map((text, place) => ({
          tab: 0,
          page: 1,
          key: 20 + place,
          text,
          typed: false,
          spans: [[(place + 1) * 5 * SECOND, (place + 1) * 5 * SECOND + 400_000]],
          count: 1,
        })),
      };
    case 'clicks':
      return {
        of: 'click',
        rows: TIMELINE.marks
          .filter((mark) => mark.kind === 'click')
          .map((mark, place) => ({
            number: place + 1,
            at: mark.at,
            tab: 0,
            page: 1,
            key: mark.target,
            label: 'button',
            text: mark.label,
            control: null,
            position: [120, 80],
            obstacles: place === 1 ? [{ kind: 'disabled', key: 9, label: 'button#pay' }] : [],
            firstChange: place === 1 ? null : mark.at + 60_000,
            changed: 'output.total',
            requests: [],
            errors: [],
          })),
      };
    case 'audit':
      return {
        of: 'private',
        rows: ['card', 'token', 'email'].map((kind, place) => ({
          kind,
          certain: place < 2,
          excerpt: ['45••••••••••••67', 'eyJ••••••••••••x1w', 'sam••••••••org'][place] ?? '',
          place: ['typed into “Card number”', 'request', 'text of <p>'][place] ?? '',
          tab: 0,
          first: (4 + place * 7) * SECOND,
          last: (4 + place * 8) * SECOND,
          count: place + 1,
        })),
      };
    case 'diff':
      return {
        of: 'difference',
        rows: [
          {
            key: 30,
            label: 'p.error',
            below: 2,
            changes: [{ kind: 'created', name: '', old: null, new: 'p.error', other: null }],
            path: [{ key: 2, label: 'main' }],
            otherPage: false,
          },
        ],
      };
  }
}
