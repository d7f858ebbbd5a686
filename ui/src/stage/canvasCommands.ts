// Canvas commands as they were recorded, made ready and run on a 2D context.

import type { TextDto } from '../ipc/generated/bindings';
import { decodeArguments } from './canvasArguments';

/** Property, arguments as JSON, and whether it is an assignment. */
export type Command = readonly [property: string, json: TextDto, assign: boolean];

export interface Step {
  readonly property: string;
  readonly values: readonly unknown[];
  readonly assign: boolean;
}

type Failed = (property: string, error: unknown) => void;

/** Decodes all arguments first: commands then run in one go, as they did when recorded. */
export function prepareSteps(
  commands: readonly { property: string; json: string; assign: boolean }[],
  failed: Failed,
): Step[] | Promise<Step[]> {
  const steps: (Step | null | Promise<Step | null>)[] = [];
  for (const { property, json, assign } of commands) {
    try {
      const values = decodeArguments(json);
      if (values instanceof Promise) {
        const ready = values.then(
          (list): Step => ({ property, values: list, assign }),
          (error: unknown) => {
            failed(property, error);
            return null;
          },
        );
        steps.push(ready);
      } else {
        steps.push({ property, values, assign });
      }
    } catch (error) {
      failed(property, error);
    }
  }
  const good = (list: (Step | null)[]): Step[] => list.filter((step) => step !== null);
  if (steps.some((step) => step instanceof Promise)) return Promise.all(steps).then(good);
  return good(steps as (Step | null)[]);
}

export function runSteps(context: CanvasRenderingContext2D, steps: readonly Step[], failed: Failed): void {
  for (const step of steps) {
    try {
      runStep(context, step);
    } catch (error) {
      failed(step.property, error);
    }
  }
}

/** Only what a 2D context has: names come from the recording. */
function runStep(context: CanvasRenderingContext2D, { property, values, assign }: Step): void {
  const members = Object.getPrototypeOf(context) as object;
  if (property === 'constructor' || !Object.hasOwn(members, property)) throw new Error('not a member of a 2D context');
  const member: unknown = Reflect.get(context, property);
  if (assign) {
    if (typeof member === 'function') throw new Error('cannot be assigned');
    Reflect.set(context, property, values[0]);
  } else if (typeof member === 'function') {
    Reflect.apply(member, context, [...values]);
  } else throw new Error('cannot be called');
}
