// The secret address of one's own calendar: it is shown once, so the page stays as it is after it was made.
(() => {
  const area = document.querySelector('[data-feed]');
  if (!area) {
    return;
  }
  const problem = area.querySelector('.problem');
  const shown = area.querySelector('.feed-address');
  const field = shown.querySelector('input');
  const told = shown.querySelector('[data-told]');
  const create = area.querySelector('[data-create]');
  const revoke = area.querySelector('[data-revoke]');

  async function send(method) {
    const cookie = document.cookie.split('; ').find(c => c.startsWith('POLISFLOW-CSRF='));
    const token = cookie ? decodeURIComponent(cookie.split('=')[1]) : '';
    problem.hidden = true;
    create.disabled = revoke.disabled = true;
    try {
      const answer = await fetch(area.dataset.feed, {method, headers: {'X-POLISFLOW-CSRF': token}});
      if (answer.ok && !answer.redirected) {
        return answer.status === 204 ? {} : await answer.json();
      }
      const reply = await answer.json().catch(() => ({}));
      problem.textContent = reply.detail || 'Не получилось. Попробуйте ещё раз.';
    } catch {
      problem.textContent = 'Нет связи с сервером. Попробуйте ещё раз.';
    } finally {
      create.disabled = revoke.disabled = false;
    }
    problem.hidden = false;
    return null;
  }

  create.addEventListener('click', async () => {
    const made = await send('POST');
    if (made) {
      field.value = made.address;
      shown.querySelector('[data-subscribe]').href = made.address.replace(/^https?:/, 'webcal:');
      shown.hidden = false;
      revoke.hidden = false;
      create.textContent = 'Создать новый адрес';
      told.textContent = 'Адрес готов. Скопируйте его: второй раз мы его не покажем.';
      field.focus();
      field.select();
    }
  });

  revoke.addEventListener('click', async () => {
    if (await send('DELETE')) {
      location.reload();
    }
  });

  area.querySelector('[data-copy]').addEventListener('click', async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without TLS there is no clipboard for scripts; the old way works there.
      document.execCommand('copy');
    }
    told.textContent = 'Скопировано.';
  });
})();
