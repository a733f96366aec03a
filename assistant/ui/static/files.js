// Follows panel.js in the intake panel: files chosen, or dropped anywhere on the page.
const LARGEST = 10 * 1024 * 1024;

function tell(text) {
  panel.querySelector('[data-drop-trouble]').textContent = text;
}

async function send(files) {
  const troubles = [];
  let received = 0;
  await page.known();
  for (const [number, file] of files.entries()) {
    tell(`正在送出“${file.name}”（${number + 1}/${files.length}）……`);
    const trouble = await sendOne(file);
    if (trouble) troubles.push(trouble);
    else received += 1;
  }
  tell(troubles.join('\n'));
  page.bringOut(panel);
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

const zone = () => panel.querySelector('[data-drop]').classList;
document.addEventListener('dragover', (event) => {
  if (!event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  if (page.view() !== 'work') return;
  zone().add('is-dropping');
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) zone().remove('is-dropping');
});
document.addEventListener('drop', (event) => {
  zone().remove('is-dropping');
  if (page.view() !== 'work' || !event.dataTransfer.files.length) return;
  event.preventDefault();
  send([...event.dataTransfer.files]);
});
