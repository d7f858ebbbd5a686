import { MediaQuery } from 'svelte/reactivity';
import { isOneOf, Remembered } from '../shared/remembered.svelte';

export type ThemeChoice = 'system' | 'light' | 'dark';
export const THEME_CHOICES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

/** Light or dark: as chosen, else as the system. */
export class Theme {
  readonly #choice = new Remembered<ThemeChoice>('theme', 'system', isOneOf(...THEME_CHOICES));
  readonly #systemIsDark = new MediaQuery('(prefers-color-scheme: dark)');

  readonly shown: 'light' | 'dark' = $derived.by(() => {
    if (this.#choice.value !== 'system') return this.#choice.value;
    return this.#systemIsDark.current ? 'dark' : 'light';
  });

  get choice(): ThemeChoice {
    return this.#choice.value;
  }

  choose(choice: ThemeChoice): void {
    this.#choice.value = choice;
  }
}
