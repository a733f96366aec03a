// Follows panel.js in the intake panel: files chosen, or dropped anywhere on the page.
const LARGEST = 10 * 1024 * 1024;

function tell(text) {
  panel.querySelector('[data-drop-trouble]').textContent = text;
}

async function send(files) {
  const troubles = [];
  let received = 0;
  for (const file of files) {
    const trouble = await sendOne(file);
    if (trouble) troubles.push(trouble);
    else received += 1;
  }
  tell(troubles.join('\n'));
  if (received) report('files');
}

async function sendOne(file) {
  if (file.size > LARGEST) return `“${file.name}”超过 10 MB，没有读取。`;
  try {
    const answer = await fetch(`/files/${page.token()}`, {
      method: 'POST',
      headers: { 'x-file-name': encodeURIComponent(file.name) },
      body: file,
    });
    return answer.ok ? '' : (await answer.json()).error;
  } catch {
    return `“${file.name}”没有送到：与服务的连接断了，或它是一个文件夹。`;
  }
}

document.addEventListener('dragover', (event) => {
  if (!event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  document.body.classList.add('is-dropping');
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) document.body.classList.remove('is-dropping');
});
document.addEventListener('drop', (event) => {
  document.body.classList.remove('is-dropping');
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  send([...event.dataTransfer.files]);
});

// A server that has gone away must not look like a page that ignores its user.
async function watchServer() {
  if (document.hidden) return;
  const health = await fetch('/health').then((answer) => answer.json(), () => null);
  document.body.classList.toggle('is-offline', !health);
  document.body.classList.toggle('is-indexing', health?.index === 'opening');
}
watchServer();
setInterval(watchServer, 5000);
