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
  page.banner('restarted', isAnother);
  page.banner('restored', health && wasOffline && !isAnother);
  wasOffline ||= !health;
}
watchServer();
setInterval(watchServer, 5000);

document.addEventListener('click', ({ target }) => {
  if (target.dataset?.reload !== undefined) location.reload();
});

function showView() {
  document.getElementById('header').parentElement.dataset.view = page.view();
  for (const link of document.querySelectorAll('.views a'))
    link.toggleAttribute('aria-current', link.hash.split('/')[0] === `#${page.view()}`);
}
showView();
addEventListener('hashchange', showView);

const earlier = sessionStorage.getItem('desk');
if (earlier) report('resume', earlier);
addEventListener('pagehide', () => sessionStorage.setItem('desk', page.token()));
