// Leaving files with a deal: [data-upload] is a place to drop them on, with a file field and a list that shows how far each is.
//
// Each file goes by itself, so that one that is refused keeps none of the others back, and under a key of its own, so that one
// that is sent again after a lost connection is kept once. With [data-reload] the page shows them when all are there; else
// whoever listens for «files:uploaded» does.
window.polisflowFiles = (() => {
  /** @return a key by which the server knows what is sent again; also where the page came without encryption */
  function key() {
    if (crypto.randomUUID) {
      return crypto.randomUUID();
    }
    return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
  }

  function send(address, file, sentAs, progress) {
    return new Promise(resolve => {
      const request = new XMLHttpRequest();
      const failed = {again: true, detail: 'Нет связи с сервером.'};
      request.open('POST', address);
      request.setRequestHeader('X-POLISFLOW-CSRF', token());
      request.setRequestHeader('Accept', 'application/json, application/problem+json');
      request.upload.addEventListener('progress', event => progress(event.loaded, event.total));
      request.addEventListener('error', () => resolve({problem: failed}));
      request.addEventListener('load', () => {
        let answer = null;
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          // Not an answer of ours.
        }
        if (request.status === 201 && answer) {
          resolve({document: answer});
        } else {
          resolve({problem: answer || {again: true, detail: 'Сервер не ответил.'}});
        }
      });
      const body = new FormData();
      body.append('key', sentAs);
      body.append('file', file);
      request.send(body);
    });
  }

  function row(list, file) {
    const item = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = file.name;
    const bar = document.createElement('progress');
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', 'Загрузка ' + file.name);
    const said = document.createElement('span');
    said.className = 'small';
    said.setAttribute('role', 'status');
    item.append(name, bar, said);
    list.append(item);
    return {item, bar, said};
  }

  async function upload(place, file, sentAs, shown) {
    const largest = Number(place.dataset.largest);
    if (file.size > largest) {
      // The server cuts a connection that brings too much without a word.
      return {problem: {detail: 'Больше ' + largest / 1024 / 1024 + ' МБ: уменьшите или разделите файл.'}};
    }
    return send(place.dataset.upload, file, sentAs, (loaded, total) => {
      shown.bar.value = total ? Math.round(100 * loaded / total) : 0;
      shown.said.textContent = shown.bar.value < 100 ? '' : 'проверяется';
    });
  }

  /** @return whether the file is there now */
  async function attempt(place, file, sentAs, shown) {
    shown.said.classList.remove('problem');
    shown.said.textContent = '';
    const result = await upload(place, file, sentAs, shown);
    if (result.document) {
      shown.bar.remove();
      shown.said.textContent = 'загружен';
      place.dispatchEvent(new CustomEvent('files:uploaded', {bubbles: true, detail: result.document}));
      return true;
    }
    shown.bar.value = 0;
    shown.said.classList.add('problem');
    shown.said.textContent = result.problem.detail || 'Не получилось.';
    if (result.problem.again) {
      const again = document.createElement('button');
      again.type = 'button';
      again.className = 'quiet';
      again.textContent = 'Повторить';
      again.addEventListener('click', async () => {
        again.remove();
        finish(place, [await attempt(place, file, sentAs, shown)]);
      });
      shown.item.append(again);
    } else {
      shown.bar.remove();
    }
    return false;
  }

  function finish(place, results) {
    if (place.dataset.reload === undefined || !results.includes(true)) {
      return;
    }
    if (results.every(Boolean) && !place.querySelector('.uploads .problem')) {
      reload(results.length > 1 ? 'Файлы загружены.' : 'Файл загружен.');
      return;
    }
    if (!place.querySelector('[data-show]')) {
      const show = document.createElement('button');
      show.type = 'button';
      show.className = 'quiet';
      show.dataset.show = '';
      show.textContent = 'Показать загруженные';
      show.addEventListener('click', () => reload(''));
      place.append(show);
    }
  }

  async function take(place, files) {
    const list = place.querySelector('.uploads');
    const results = [];
    // One after the other: a connection from the road carries one file sooner than five.
    const waiting = [...files].map(file => ({file, shown: row(list, file)}));
    for (const {file, shown} of waiting) {
      results.push(await attempt(place, file, key(), shown));
    }
    finish(place, results);
  }

  function setUp(place) {
    if (place.dataset.ready) {
      return;
    }
    place.dataset.ready = 'true';
    const field = place.querySelector('input[type=file]');
    field.addEventListener('change', () => {
      take(place, field.files);
      field.value = '';
    });
    const area = place.closest('#documents') || place;
    area.addEventListener('dragover', event => {
      if (event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
        place.classList.add('over');
      }
    });
    area.addEventListener('dragleave', event => {
      if (!area.contains(event.relatedTarget)) {
        place.classList.remove('over');
      }
    });
    area.addEventListener('drop', event => {
      event.preventDefault();
      place.classList.remove('over');
      take(place, event.dataTransfer.files);
    });
  }

  function setUpIn(part) {
    part.querySelectorAll('[data-upload]').forEach(setUp);
    for (const button of part.querySelectorAll('[data-choose-files]')) {
      button.addEventListener('click', () => document.getElementById('deal-files').click());
    }
  }

  setUpIn(document);
  return {key};
})();
