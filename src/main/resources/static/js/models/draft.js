// A draft's page: the diagrams side by side, the jump from a change or a finding to its element, and files too large to be sent.
import {Comparison} from './compare.js';

const comparisons = new Map();

document.querySelectorAll('details.compare').forEach((card) => {
  const changes = [...card.parentElement.querySelectorAll('[data-jump][data-sort]')]
    .map(button => ({element: button.dataset.jump, sort: button.dataset.sort}));
  comparisons.set(card.dataset.path, new Comparison(card, changes));
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-jump]');
  if (button) {
    comparisons.get(button.dataset.path)?.show(button.dataset.jump);
  }
});

// What is found in a model that the draft does not change has no diagram here.
document.addEventListener('htmx:afterSwap', (event) => {
  event.target.querySelectorAll('[data-jump]').forEach((button) => {
    if (!comparisons.has(button.dataset.path)) {
      const plain = document.createElement('b');
      plain.textContent = button.textContent;
      button.replaceWith(plain);
    }
  });
});

// Which steps no story comes to is told as soon as somebody opens the card with the diagram.
document.addEventListener('htmx:oobAfterSwap', (event) => {
  event.target.querySelectorAll('[data-walked]').forEach((walked) => {
    const comparison = comparisons.get(walked.dataset.path);
    // Where every step is walked there is no such attribute.
    const missed = (walked.dataset.missed ?? '').split(' ').filter(Boolean);
    if (comparison?.card.open) {
      comparison.missed(missed);
    } else {
      comparison?.card.addEventListener('toggle', () => comparison.missed(missed), {once: true});
    }
  });
});

document.querySelectorAll('[data-upload]').forEach((form) => {
  const field = form.querySelector('[type=file]');
  const problem = form.querySelector('.problem');
  // A server breaks off what is far too large, and the browser would only say that the connection is gone.
  field.addEventListener('change', () => {
    const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
    const large = size > Number(field.dataset.most);
    field.setCustomValidity(large ? 'Файлы слишком велики: вместе не больше 25 МБ.' : '');
    problem.textContent = field.validationMessage;
    problem.hidden = !large;
  });
});
