import type { Host } from '../host/host';
import type { Commands, ErrorCodeDto, ErrorDto } from './generated/bindings';

/** A command's failure. Callers switch on `dto.code` and show its sentences. */
export class CommandError extends Error {
  readonly dto: ErrorDto;

  constructor(dto: ErrorDto) {
    super(dto.happened);
    this.name = 'CommandError';
    this.dto = dto;
  }
}

const CODES: Record<ErrorCodeDto, true> = {
  fileUnreadable: true,
  notARecording: true,
  notFound: true,
  damaged: true,
  cannotWrite: true,
  cancelled: true,
  notNow: true,
  query: true,
};

/** The commands of the engine, typed by the generated list. */
export class Client {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  async call<K extends keyof Commands>(name: K, request: Commands[K]['request']): Promise<Commands[K]['response']> {
    try {
      return (await this.#host.call(name, request)) as Commands[K]['response'];
    } catch (thrown) {
      throw isErrorDto(thrown) ? new CommandError(thrown) : thrown;
    }
  }
}

function isErrorDto(thrown: unknown): thrown is ErrorDto {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown) || !('happened' in thrown)) return false;
  return typeof thrown.code === 'string' && thrown.code in CODES;
}

/** What to show for anything that was thrown by a call. `fallback` speaks for failures outside the engine. */
export function errorDtoFrom(thrown: unknown, fallback: { happened: string; advice: string }): ErrorDto {
  if (thrown instanceof CommandError) return thrown.dto;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'notNow', happened: fallback.happened, advice: `${fallback.advice} (${detail})`, path: null };
}
