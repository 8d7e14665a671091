// The calendar's page: keys, the line of now, the card of a touch. Moving and planning are modules of their own.
import './calendar-drag.js';
import './calendar-plan.js';

const KEYS = {ArrowLeft: '.steps [rel=prev]', ArrowRight: '.steps [rel=next]', Home: '.steps [data-today]'};
// By the place on the keyboard as well as by the letter: the layout may be another one. With Alt, because a letter alone
// would act while somebody dictates (WCAG 2.1.4).
const VIEWS = {KeyL: 'day', KeyY: 'week', KeyV: 'month', 'д': 'day', 'н': 'week', 'м': 'month'};

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey
      || document.querySelector('dialog[open]') || event.target.closest('input, select, textarea')) {
    return;
  }
  const view = event.altKey ? VIEWS[event.key.toLowerCase()] || VIEWS[event.code] : null;
  const link = view ? `.views [data-view=${view}]` : event.altKey ? null : KEYS[event.key];
  // Whoever has the hours before them scrolls them with the arrows, where there is anything to scroll.
  const frame = event.target.closest('.hours-frame');
  const scrolls = frame && frame.scrollWidth > frame.clientWidth && event.key.startsWith('Arrow');
  if (link && !scrolls) {
    event.preventDefault();
    document.querySelector(link).click();
  }
});

const loadedAt = Date.now();

/** The server drew the line where it was then; it goes down with the time. */
function moveNow() {
  const line = document.querySelector('.now');
  if (line) {
    line.dataset.at ??= getComputedStyle(line).getPropertyValue('--at');
    line.style.setProperty('--at', Number(line.dataset.at) + Math.floor((Date.now() - loadedAt) / 60000));
  }
}

setInterval(moveNow, 60000);

document.addEventListener('htmx:afterSwap', event => {
  if (event.detail.target.id === 'touch-card') {
    document.getElementById('dialog-touch').showModal();
  }
});
