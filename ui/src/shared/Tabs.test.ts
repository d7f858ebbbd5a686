import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import Tabs from './Tabs.svelte';

const TABS = [
  { id: 'console', label: 'Console', count: 12, errors: 2 },
  { id: 'health', label: 'Health', count: 0 },
];

it('names tabs with their counts and moves by arrow keys', async () => {
  const onchange = vi.fn();
  render(Tabs, { tabs: TABS, active: 'console', label: 'Panels', name: 't', onchange });
  const first = screen.getByRole('tab', { name: 'Console 12 2 errors' });
  expect(first.getAttribute('aria-selected')).toBe('true');
  await fireEvent.keyDown(first, { key: 'ArrowRight' });
  expect(onchange).toHaveBeenCalledWith('health');
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Health 0' }));
});

it('has a place in the tab order while no panel is shown', () => {
  render(Tabs, { tabs: TABS, active: '', label: 'Panels', name: 't' });
  expect(screen.getAllByRole('tab').map((tab) => tab.tabIndex)).toEqual([0, -1]);
});
