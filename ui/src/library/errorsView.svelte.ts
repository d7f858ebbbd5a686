import type { Client } from '../ipc/client';
import type { ErrorGroupDto, GroupRuleDto, OccurrenceDto } from '../ipc/generated/bindings';

export type GroupSort = 'last' | 'count' | 'sessions';

const MOST_OCCURRENCES = 500;

/** Groups of errors of the whole library, and where those of one group happened. */
export class ErrorsView {
  groups = $state.raw<readonly ErrorGroupDto[]>([]);
  isLoaded = $state(false);
  sort = $state<GroupSort>('last');
  filter = $state('');
  /** Id of the group whose occurrences are shown. */
  chosen = $state<string | null>(null);
  /** Null while they are fetched. */
  occurrences = $state.raw<readonly OccurrenceDto[] | null>(null);
  rules = $state.raw<readonly GroupRuleDto[]>([]);

  readonly shown: readonly ErrorGroupDto[] = $derived(sortGroups(filterGroups(this.groups, this.filter), this.sort));
  readonly group: ErrorGroupDto | null = $derived(this.groups.find(({ id }) => id === this.chosen) ?? null);

  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;
  #isReading = false;
  #isStale = false;
  #asked = 0;

  constructor(client: Client, onError: (thrown: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
  }

  /** Reads the groups; asked for again meanwhile, it reads once more. */
  async refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        [this.groups, this.rules] = await Promise.all([
          this.#client.call('error_groups', {}),
          this.#client.call('group_rules', {}),
        ]);
        this.isLoaded = true;
        await this.#followChosen();
      }
    } catch (thrown) {
      this.#onError(thrown);
    } finally {
      this.#isReading = false;
    }
  }

  async #followChosen(): Promise<void> {
    if (this.chosen === null) return;
    if (this.group) await this.#read(this.chosen);
    else this.chosen = this.occurrences = null;
  }

  async choose(id: string): Promise<void> {
    if (id === this.chosen && this.occurrences) return;
    this.chosen = id;
    this.occurrences = null;
    await this.#read(id);
  }

  async #read(group: string): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const occurrences = await this.#client.call('occurrences', { group, limit: MOST_OCCURRENCES });
      // Another group was chosen meanwhile.
      if (asked === this.#asked && group === this.chosen) this.occurrences = occurrences;
    } catch (thrown) {
      if (asked === this.#asked) this.#onError(thrown);
    }
  }

  /** Errors that hold the pattern become one group of this name. */
  async addRule(pattern: string, name: string): Promise<void> {
    await this.#change(() => this.#client.call('group_rule_add', { pattern, name }));
  }

  async removeRule(id: number): Promise<void> {
    await this.#change(() => this.#client.call('group_rule_remove', { id }));
  }

  async #change(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      this.#onError(thrown);
    }
    await this.refresh();
  }
}

/** Groups in whose title or place every word occurs. */
export function filterGroups(groups: readonly ErrorGroupDto[], filter: string): readonly ErrorGroupDto[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  return groups.filter(({ title, place }) => {
    const text = `${title} ${place ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function sortGroups(groups: readonly ErrorGroupDto[], sort: GroupSort): readonly ErrorGroupDto[] {
  const weight: Record<GroupSort, (group: ErrorGroupDto) => number> = {
    last: ({ lastWall }) => lastWall,
    count: ({ count }) => count,
    sessions: ({ sessions }) => sessions,
  };
  return groups.toSorted((a, b) => weight[sort](b) - weight[sort](a) || b.lastWall - a.lastWall);
}
