// The pages of deadlines in the workspace: addresses are those of the browser, back and forward work.
import {show} from './board.js';

const place = document.querySelector('[data-deadlines]');
if (place) {
  const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
  const board = show(place, {
    root,
    moved: address => {
      if (address !== location.pathname.slice(root.length) + location.search) {
        history.pushState(null, '', root + address);
      }
      document.title = (place.querySelector('[data-title]')?.dataset.title || 'Сроки') + ' — Polisflow';
    }
  });
  window.addEventListener('popstate', () => board.open(location.pathname.slice(root.length) + location.search));
}
