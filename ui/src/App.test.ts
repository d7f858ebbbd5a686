import { configure, fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import App from './App.svelte';
import { demoHost } from './demo/demoHost';

// Looking for roles in a whole window takes jsdom a while.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => {
  localStorage.clear();
  Object.assign(window, { innerWidth: 1440, innerHeight: 900 });
});

function open(query: string): void {
  history.replaceState(null, '', `/?${query}`);
  render(App, { host: demoHost() });
}

it('starts with a place to drop, the catalogue and the promise', async () => {
  open('');
  expect(screen.getByRole('heading', { name: 'Drop a recording' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Open file…' })).toBeTruthy();
  expect(screen.getByText('Nothing leaves this computer.')).toBeTruthy();
  expect(await screen.findByRole('listitem', { name: /^kitchen\.example, checkout-fails/ })).toBeTruthy();
});

it('says why a list is empty', async () => {
  open('empty');
  expect(await screen.findByText('No recordings yet.')).toBeTruthy();
});

it('opens a recording from the catalogue with everything around it', async () => {
  open('');
  await fireEvent.click(await screen.findByRole('listitem', { name: /^kitchen\.example, checkout-fails/ }));
  expect(await screen.findByRole('region', { name: 'Recorded page' })).toBeTruthy();
  for (const [role, name] of [
    ['button', 'Play'],
    ['slider', 'Timeline'],
    ['tree', 'Elements'],
    ['tab', /^Console/],
    ['tab', /^Health/],
    ['searchbox', 'Search'],
    ['list', 'Library'],
    ['switch', 'Skip idle'],
  ] as const) {
    expect(await screen.findByRole(role, { name }), `${role} ${String(name)}`).toBeTruthy();
  }
});

it('finds errors in every recording and opens one', async () => {
  open('');
  const box = screen.getByRole('searchbox', { name: 'Search' });
  await fireEvent.focus(box);
  await fireEvent.input(box, { target: { value: 'discount' } });
  const [hit] = await screen.findAllByRole('option', { name: /Error.*discount.*kitchen\.example/ });
  await fireEvent.click(hit as HTMLElement);
  expect(await screen.findByText(/Found at 0:30\.400/)).toBeTruthy();
});

it('offers actions where recordings are searched', async () => {
  open('open');
  await screen.findByRole('button', { name: 'Play' });
  await fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  const box = screen.getByRole('searchbox', { name: 'Search' });
  expect(document.activeElement).toBe(box);
  await fireEvent.input(box, { target: { value: 'dark' } });
  await fireEvent.click(await screen.findByRole('option', { name: /Theme: dark/ }));
  expect(document.documentElement.dataset.theme).toBe('dark');
});

it('shows a file that is no recording as a card with its way out', async () => {
  open('broken');
  const card = await screen.findByRole('alert', { name: /not a recording/ });
  expect(card.textContent).toContain('/home/sam/Downloads/holiday-picture.json');
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('alert')).toBeNull();
});
