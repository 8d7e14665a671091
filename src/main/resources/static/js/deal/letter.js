// Writing a letter: how it begins, which files go along, how it will look, and a draft that this browser keeps until it is sent.
(() => {
  const dialog = document.getElementById('dialog-letter');
  if (!dialog) {
    return;
  }
  const form = dialog.querySelector('form');
  const at = name => form.querySelector('[data-' + name + ']');
  const state = at('draft-state');
  const replaced = at('replaced');
  const template = at('template');
  const seen = at('seen');
  const writing = at('writing');
  const look = at('look');
  const room = Number(form.dataset.room);
  let before = null;

  const boxes = name => [...form.querySelectorAll('input[name=' + name + ']')];
  const chosen = name => boxes(name).filter(box => box.checked).map(box => box.value);

  /** Each person has one new letter and one answer to each letter of the client at hand. */
  function place() {
    return 'polisflow-letter:' + form.dataset.draft + ':' + (form.elements.answers.value || 'new');
  }

  function stored() {
    try {
      return JSON.parse(localStorage.getItem(place()));
    } catch {
      return null;
    }
  }

  function forget() {
    try {
      localStorage.removeItem(place());
    } catch {
      // Nothing was kept either.
    }
  }

  const clock = moment => new Date(moment).toLocaleString('ru-RU', {dateStyle: 'short', timeStyle: 'short'});

  function keep() {
    const draft = {
      key: form.elements.key.value,
      toSender: form.elements.toSender.checked,
      contactIds: chosen('contactIds'),
      fileIds: chosen('fileIds'),
      subject: form.elements.subject.value,
      text: form.elements.text.value,
      at: Date.now()
    };
    try {
      localStorage.setItem(place(), JSON.stringify(draft));
      state.textContent = 'Черновик сохранён в этом браузере.';
    } catch {
      state.textContent = 'Этот браузер не хранит черновики: не закрывайте страницу, пока не отправите письмо.';
    }
  }

  function size() {
    const bytes = boxes('fileIds').filter(box => box.checked).reduce((sum, box) => sum + Number(box.dataset.bytes), 0);
    const megabytes = count => (count / 1024 / 1024).toLocaleString('ru-RU', {maximumFractionDigits: 1}) + ' МБ';
    at('size').textContent = bytes ? megabytes(bytes) + ' из ' + megabytes(room) : 'до ' + megabytes(room);
    at('size').classList.toggle('problem', bytes > room);
  }

  function check(name, values) {
    for (const box of boxes(name)) {
      box.checked = !box.disabled && values.includes(box.value);
    }
  }

  function showWriting(shown) {
    writing.hidden = !shown;
    seen.hidden = shown;
    look.textContent = shown ? 'Предпросмотр' : 'Вернуться к тексту';
  }

  async function startWith(parameters) {
    const {reply, problem} = await send(form.dataset.letter + '/letters/start?' + new URLSearchParams(parameters), 'GET');
    if (problem) {
      explain(form, problem);
    }
    return reply;
  }

  function write(start) {
    form.elements.subject.value = start.subject;
    const text = form.elements.text;
    text.value = start.text;
    // One goes on where the template leaves room.
    const gap = start.text.indexOf('\n\n\n\n');
    text.setSelectionRange(gap < 0 ? 0 : gap + 2, gap < 0 ? 0 : gap + 2);
    text.scrollTop = 0;
  }

  function parameters() {
    const asked = {template: template.value};
    const to = chosen('contactIds');
    if (to.length === 1) {
      asked.contactId = to[0];
    }
    return asked;
  }

  async function begin(sender) {
    form.elements.key.value = polisflowFiles.key();
    const answering = form.elements.answers.value;
    form.elements.subject.value = '';
    form.elements.text.value = '';
    check('fileIds', []);
    const known = boxes('contactIds').find(box => !box.disabled && sender
        && (box.dataset.email || '').toLowerCase() === sender.toLowerCase());
    const main = boxes('contactIds').find(box => box.dataset.main === 'true');
    check('contactIds', known ? [known.value] : sender || !main ? [] : [main.value]);
    form.elements.toSender.checked = Boolean(sender) && !known;
    const plain = [...template.options].find(option => option.value === 'deal-letter');
    template.value = plain ? plain.value : '';
    const start = await startWith(answering ? {answers: answering} : parameters());
    if (start) {
      write(start);
    }
  }

  dialog.addEventListener('actions:opened', async event => {
    const {answers, sender} = event.detail;
    form.elements.answers.value = answers || '';
    at('sender').hidden = !sender;
    at('sender-address').textContent = sender || '';
    dialog.querySelector('h2').textContent = answers ? 'Ответ клиенту' : 'Письмо клиенту';
    template.closest('label').hidden = Boolean(answers);
    replaced.hidden = true;
    showWriting(true);
    explain(form, null);
    const draft = stored();
    if (draft) {
      form.elements.key.value = draft.key;
      form.elements.subject.value = draft.subject;
      form.elements.text.value = draft.text;
      form.elements.toSender.checked = draft.toSender;
      check('contactIds', draft.contactIds);
      check('fileIds', draft.fileIds);
      state.textContent = 'Черновик от ' + clock(draft.at) + ' из этого браузера.';
    } else {
      state.textContent = '';
      await begin(sender);
    }
    size();
    form.elements.text.focus();
  });

  form.addEventListener('input', event => {
    if (event.target !== template && event.target.type !== 'file') {
      keep();
      size();
    }
  });

  template.addEventListener('change', async () => {
    const start = await startWith(parameters());
    if (start) {
      before = {subject: form.elements.subject.value, text: form.elements.text.value};
      write(start);
      replaced.hidden = !before.text.trim();
      keep();
    }
  });

  at('bring-back').addEventListener('click', () => {
    write(before);
    replaced.hidden = true;
    keep();
    form.elements.text.focus();
  });

  at('drop-draft').addEventListener('click', () => {
    forget();
    dialog.close();
  });

  look.addEventListener('click', async () => {
    if (writing.hidden) {
      showWriting(true);
      form.elements.text.focus();
      return;
    }
    look.disabled = true;
    const {reply, problem} = await send(form.dataset.letter + '/letters/preview', 'POST', bodyOf(form));
    look.disabled = false;
    explain(form, problem);
    if (reply) {
      at('seen-to').textContent = reply.recipients.join(', ');
      at('seen-subject').textContent = reply.subject;
      at('seen-files').textContent = reply.files.map(file => file.name).join(', ') || 'нет';
      seen.querySelector('iframe').srcdoc = reply.html;
      showWriting(false);
      look.focus();
    }
  });

  // A refusal names a field that the preview hides.
  form.addEventListener('submit', () => showWriting(true), true);
  dialog.closest('[data-actions]').addEventListener('actions:done', event => {
    if (event.detail.action === form.dataset.action) {
      forget();
    }
  });

  form.addEventListener('files:uploaded', event => {
    const file = event.detail;
    const label = document.createElement('label');
    label.className = 'tick';
    const box = document.createElement('input');
    Object.assign(box, {type: 'checkbox', name: 'fileIds', value: file.id, checked: true});
    box.dataset.many = '';
    box.dataset.bytes = file.bytes;
    const name = document.createElement('span');
    name.textContent = file.file.name + ', ' + file.file.size;
    label.append(box, name);
    at('files').prepend(label);
    keep();
    size();
  });
})();
