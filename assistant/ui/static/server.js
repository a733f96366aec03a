// Follows files.js: a server that has gone away, or was started anew, must not look like a page that
// ignores its user; and a reloaded page takes up the desk it had.
let instance = '';
let wasOffline = false;

async function watchServer() {
  if (document.hidden) return;
  const health = await fetch('/health').then((answer) => answer.json(), () => null);
  const isAnother = health && instance && health.instance !== instance;
  instance ||= health?.instance || '';
  page.banner('offline', !health);
  page.banner('indexing', health?.index === 'opening');
  page.banner('expired', health?.login === 'needed');
  if (isAnother) instance = health.instance;
  if (isAnother || (health && wasOffline)) page.resend(); // what was typed meanwhile goes first
  if (isAnother && !page.outbox.length) report('look');
  page.banner('restored', health && wasOffline);
  wasOffline = !health;
}
watchServer();
setInterval(watchServer, 5000);

document.addEventListener('click', ({ target }) => {
  if (target.dataset?.reload !== undefined) location.reload();
  if (target.dataset?.dismiss !== undefined) target.closest('.banner').hidden = true;
  if (target.dataset?.login !== undefined)
    location = `/login?next=${encodeURIComponent('/' + location.search)}`;
});

// The page has a <base>: a plain #link would leave ?draft=… and load the page anew.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.hash = link.getAttribute('href');
});

function showView() {
  document.getElementById('whole').dataset.view = page.view();
  for (const link of document.querySelectorAll('.views a'))
    link.toggleAttribute('aria-current', link.hash.split('/')[0] === `#${page.view()}`);
}
showView();
for (const moved of ['hashchange', 'popstate']) addEventListener(moved, showView);

// The draft named in the address, and what was typed but never sent.
const typed = () => document.querySelector('#description textarea');
const named = new URLSearchParams(location.search).get('draft') || '';
const unsent = sessionStorage.getItem('typed') || '';
sessionStorage.removeItem('typed');
page.settled = !named;
if (named) document.getElementById('right').classList.add('is-opening');
page.opened = () => document.getElementById('right').classList.remove('is-opening');
page.brought().then((lost) => {
  report(named || unsent ? 'resume' : 'look', named, unsent);
  for (const { kind, at, row, text } of lost) page.post({ kind, at, row, text });
});
addEventListener('pagehide', () => sessionStorage.setItem('typed', typed()?.value || ''));
document.addEventListener('change', ({ target }) => {
  if (target === typed()) report('describe');
});
// Whoever closes the page in the middle of a sentence finds it again, too.
let pause = 0;
document.addEventListener('input', ({ target, isTrusted }) => {
  if (target !== typed() || !isTrusted) return;
  clearTimeout(pause);
  pause = setTimeout(() => report('describe'), 3000);
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && page.draft().draft) report('look');
});
