// The form of the insurer's site: <form data-polisflow> sends itself here, shows each error under its field and keeps what was
// typed. It may stand on any site, so it brings no styles and needs no library: errors are .polisflow-error, the answer is
// [data-answer] with .polisflow-good or .polisflow-bad.
(() => {
  const NO_ANSWER = 'Не удалось отправить заявку. Проверьте связь и нажмите кнопку ещё раз: второй заявки не появится.';

  function newId() {
    if (crypto.randomUUID) {
      return crypto.randomUUID();
    }
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
  }

  function fieldsOf(form) {
    return Array.from(form.elements).filter(field => field.name);
  }

  /** Puts the message under the field, or takes it away. */
  function mark(field, message) {
    const id = field.id + '-error';
    const before = document.getElementById(id);
    if (before) {
      before.remove();
    }
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
    if (!message) {
      return;
    }
    const place = document.createElement('span');
    place.id = id;
    place.className = 'polisflow-error';
    place.textContent = message;
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', id);
    field.parentElement.append(place);
  }

  /** What the browser can tell at once, in Russian whatever language the browser speaks. */
  function slip(field) {
    const validity = field.validity;
    if (validity.valid) {
      return null;
    }
    if (validity.valueMissing) {
      return field.type === 'checkbox' ? 'Без согласия мы не можем принять заявку'
        : field.tagName === 'SELECT' ? 'Выберите из списка' : 'Заполните это поле';
    }
    if (validity.typeMismatch && field.type === 'email') {
      return 'Нужен адрес вида name@company.ru';
    }
    return field.title ? 'Нужно: ' + field.title : 'Проверьте это поле';
  }

  function say(place, good, ...lines) {
    place.className = good ? 'polisflow-good' : 'polisflow-bad';
    place.replaceChildren(...lines.filter(Boolean).map(line => {
      const paragraph = document.createElement('p');
      paragraph.textContent = line;
      return paragraph;
    }));
    place.hidden = false;
  }

  async function post(form, submission) {
    const body = new URLSearchParams(new FormData(form));
    body.set('submissionId', submission);
    try {
      const answer = await fetch(form.action, { method: 'POST', body, credentials: 'omit' });
      return { status: answer.status, ok: answer.ok, told: await answer.json().catch(() => ({})) };
    } catch {
      return { status: 0, ok: false, told: {} };
    }
  }

  function setUp(form) {
    const place = form.querySelector('[data-answer]');
    const button = form.querySelector('[type=submit]');
    // One and the same from the first attempt until it is accepted: corrections and repeats make no second request.
    let submission = newId();
    form.noValidate = true;

    form.addEventListener('input', event => mark(event.target, null));

    form.addEventListener('submit', async event => {
      event.preventDefault();
      place.hidden = true;
      const fields = fieldsOf(form);
      fields.forEach(field => mark(field, slip(field)));
      if (focusFirst(form)) {
        return;
      }
      button.disabled = true;
      const reply = await post(form, submission);
      button.disabled = false;
      if (reply.ok) {
        say(place, true, 'Заявка ' + (reply.told.requestNumber || '') + ' принята.',
          'Менеджер ответит на ' + form.elements.email.value + '.');
        form.reset();
        submission = newId();
        place.focus();
        return;
      }
      explain(form, place, reply);
    });
  }

  function focusFirst(form) {
    const first = form.querySelector('[aria-invalid]');
    if (first) {
      first.focus();
    }
    return Boolean(first);
  }

  function explain(form, place, reply) {
    const general = [];
    for (const error of reply.told.errors || []) {
      const field = error.field ? form.elements.namedItem(error.field) : null;
      if (field) {
        mark(field, error.message);
      } else {
        general.push(error.message);
      }
    }
    if (reply.status === 401) {
      say(place, false, 'Форма сейчас не принимает заявки. Позвоните нам или напишите на почту.');
    } else if (reply.status === 0 || reply.status >= 500) {
      say(place, false, NO_ANSWER);
    } else {
      say(place, false, reply.told.title, reply.told.detail, ...general,
        reply.told.requestNumber ? 'Номер обращения: ' + reply.told.requestNumber : null);
    }
    if (!focusFirst(form)) {
      place.focus();
    }
  }

  document.querySelectorAll('form[data-polisflow]').forEach(setUp);
})();
