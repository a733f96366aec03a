
// Follows view.js in the work panel: watches what goes on while a deed takes long, asks before
// anything is sent, and fetches the desk when the work is done.
page.watch = () => {
  clearTimeout(page.watching);
  page.watching = setTimeout(() => fetchInto(''), 250);
};

// The answer is there: how far the work was, asked before and told only now, does not hold any more.
page.over = () => {
  clearTimeout(page.watching);
  page.waits = false;
  fetchInto('');
};

panel.addEventListener('filled', () => {
  const isBusy = Boolean(panel.querySelector('[data-busy]'));
  document.getElementById('right').classList.toggle('is-working', isBusy);
  if (isBusy) page.idle();
  else if (page.waits) page.watch(); // the server has not begun it yet
  page.live(panel.querySelector('[data-live]')?.innerHTML || '');
  const consent = panel.querySelector('dialog');
  if (consent && !consent.open) consent.showModal();
  if (panel.querySelector('[data-late]')) report('look');
});

// Escape means: do not send.
panel.addEventListener('cancel', (event) => {
  event.preventDefault();
  panel.querySelector('[data-refuse]').click();
}, true);
