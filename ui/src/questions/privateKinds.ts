/** What something private is, the gravest first. */
export const PRIVATE_KINDS: readonly { id: string; name: string }[] = [
  { id: 'password', name: 'Password' },
  { id: 'one-time-code', name: 'One-time code' },
  { id: 'card', name: 'Card' },
  { id: 'iban', name: 'IBAN' },
  { id: 'national-id', name: 'National id' },
  { id: 'token', name: 'Token or key' },
  { id: 'email', name: 'E-mail' },
  { id: 'phone', name: 'Phone' },
  { id: 'name', name: 'Name' },
  { id: 'address', name: 'Address' },
  { id: 'position', name: 'Position' },
];

export function privateName(id: string): string {
  return PRIVATE_KINDS.find((kind) => kind.id === id)?.name ?? id;
}
