// A year of a calendar: a day is chosen by a click or by the arrows, its change goes into the draft, and the draft goes to the server as a
// whole. Whoever leaves with changes that the server has not seen is asked.
const year = document.querySelector('[data-year]');
const draft = document.querySelector('[data-draft]');
const dialog = document.getElementById('day');

if (year && draft && dialog) {
  const days = [...year.querySelectorAll('button[data-date]')];
  const form = dialog.querySelector('form');
  const holder = draft.querySelector('[data-changes]');
  const words = {OFF: 'выходной', WORKING: 'рабочий день', SHORTENED: 'сокращённый день'};
  // What is empty, the page leaves out.
  const kindOf = day => day.dataset.kind || '';
  const nameOf = day => day.dataset.name || '';
  let current = null;
  let unseen = false;

  // One day is reached by Tab, the others by the arrows: 365 stops would shut the keyboard out of what follows.
  const roam = day => {
    days.forEach(each => { each.tabIndex = each === day ? 0 : -1; });
  };
  roam(days.find(each => each.classList.contains('today')) || days[0]);

  year.addEventListener('keydown', event => {
    const steps = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7};
    const at = days.indexOf(event.target);
    if (at < 0 || !(event.key in steps)) {
      return;
    }
    event.preventDefault();
    const next = days[Math.min(Math.max(at + steps[event.key], 0), days.length - 1)];
    roam(next);
    next.focus();
  });

  year.addEventListener('click', event => {
    const day = event.target.closest('button[data-date]');
    if (!day) {
      return;
    }
    current = day;
    roam(day);
    dialog.querySelector('[data-title]').textContent = day.getAttribute('aria-label').split(':')[0];
    form.querySelectorAll('[name=kind]').forEach(each => { each.checked = each.value === kindOf(day); });
    form.elements.name.value = nameOf(day);
    dialog.showModal();
  });

  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => current && current.focus());

  const plainLook = date => {
    const weekday = new Date(date + 'T12:00:00Z').getUTCDay();
    return weekday === 0 || weekday === 6 ? 'off' : 'work';
  };

  const carry = (date, kind, name) => {
    let field = [...holder.querySelectorAll('input')].find(each => each.value.startsWith(date + '|'));
    if (!field) {
      field = document.createElement('input');
      field.type = 'hidden';
      field.name = 'change';
      holder.append(field);
    }
    field.value = `${date}|${kind}|${name}`;
  };

  form.addEventListener('submit', () => {
    const kind = form.elements.kind.value;
    const name = kind ? form.elements.name.value.trim() : '';
    const {date} = current.dataset;
    if (kind === kindOf(current) && name === nameOf(current)) {
      return;
    }
    carry(date, kind, name);
    current.dataset.kind = kind;
    current.dataset.name = name;
    current.classList.remove('off', 'work', 'short');
    current.classList.add({OFF: 'off', WORKING: 'work', SHORTENED: 'short'}[kind] || plainLook(date), 'changed');
    const label = current.getAttribute('aria-label').split(':')[0] + ': '
        + (words[kind] || 'обычный день') + (name ? ', ' + name : '') + ', изменён';
    current.setAttribute('aria-label', label);
    current.title = label;
    changed();
  });

  const changed = () => {
    unseen = true;
    const count = holder.querySelectorAll('input').length;
    draft.querySelector('[data-count]').textContent = count
        ? `Изменено дней: ${count}. Посмотрите, что сдвинется.` : 'Дни не изменены.';
    // What was previewed is no longer what would be put in force.
    draft.querySelectorAll('[data-preview], [data-enter]').forEach(each => each.remove());
    draft.querySelector('[data-look]').className = 'main';
  };

  draft.addEventListener('input', changed);
  draft.addEventListener('submit', () => { unseen = false; });
  window.addEventListener('beforeunload', event => {
    if (unseen) {
      event.preventDefault();
    }
  });
}
