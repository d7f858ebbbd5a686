import { mount } from 'svelte';
import App from './App.svelte';
import type { Host } from './host/host';
import { isInsideTauri, TauriHost } from './host/tauri/tauriHost';
import { messages } from './shared/messages';
import './styles/tokens.css';
import './styles/reset.css';

/** The desktop program; or, while developing in a plain browser, a made-up recording. */
async function chooseHost(): Promise<Host | null> {
  if (isInsideTauri()) return new TauriHost();
  if (import.meta.env.DEV || import.meta.env.MODE === 'demo') {
    const { demoHost } = await import('./demo/demoHost');
    return demoHost();
  }
  return null;
}

const host = await chooseHost();
const target = document.getElementById('app');
if (target && host) mount(App, { target, props: { host } });
else if (target) target.textContent = `${messages.error.notAttached.happened}. ${messages.error.notAttached.advice}.`;
