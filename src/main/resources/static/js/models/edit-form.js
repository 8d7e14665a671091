// Fields of a form, added to its end or to the end of a group.
import {blank, changed, first, form, say} from './edit-rows.js';

form.addEventListener('click', (event) => {
  const button = event.target.closest('[data-add-item]');
  if (!button) {
    return;
  }
  const adding = button.closest('.adding');
  const list = adding.previousElementSibling;
  const row = blank(form.querySelector(`template[data-blank="${adding.querySelector('select').value}"]`));
  row.querySelector('input[name^="holder."]').value = adding.dataset.adding ?? '';
  list.append(row);
  changed(list);
  first(row)?.focus();
  say('Поле добавлено. Место меняют стрелками.');
});
