// Where the stories went: each model's drawing with what they walked, what none of them comes to and where some stopped.
import {Drawing, steer, viewer} from '../deal/drawing.js';
import {Painting} from './painting.js';

const ids = text => (text ?? '').split(' ').filter(Boolean);

const paint = (card, drawing) => {
  const painting = new Painting(drawing);
  const {elements, flows, missed, missedFlows} = card.dataset;
  ids(flows).forEach(flow => painting.band(flow, 8, '#b7dfc6'));
  ids(missedFlows).forEach(flow => painting.dashed(flow, '#5f6b7a'));
  for (const element of ids(elements)) {
    painting.shape(element, {fill: '#eef8f1', stroke: '#1d7a46', width: 3});
    painting.below('walked', '✓', element);
  }
  for (const element of ids(missed)) {
    painting.shape(element, {fill: '#fff', stroke: '#5f6b7a', width: 2, dash: '3 5'});
    painting.below('missed', 'не задето', element);
    drawing.tokens.push(element);
  }
  card.querySelectorAll('[data-stopped]').forEach(({dataset: {stopped, stories}}) => {
    painting.shape(stopped, {fill: '#fdecec', stroke: '#b3261e', width: 4});
    painting.above('stopped', `! стоят ${stories}`, stopped);
    drawing.tokens.unshift(stopped);
  });
};

const prepare = (card) => {
  const view = card.querySelector('.diagram-view');
  const problem = card.querySelector('.problem');
  let drawing;
  let drawn;
  const draw = async () => {
    const [BpmnJS, answer] = await Promise.all([viewer(card), fetch(card.dataset.model)]);
    if (!answer.ok) {
      throw new Error(`The model answered ${answer.status}`);
    }
    drawing = await Drawing.of(view, BpmnJS, await answer.text());
    paint(card, drawing);
    drawing.fit();
    let width = view.clientWidth;
    new ResizeObserver(() => {
      if (view.clientWidth !== width) {
        width = view.clientWidth;
        drawing.fit();
      }
    }).observe(view);
  };
  card.addEventListener('toggle', () => {
    if (card.open) {
      drawn ??= draw().catch(() => {
        drawn = undefined;
        problem.textContent = 'Схему сейчас не нарисовать.';
        problem.hidden = false;
      });
    }
  });
  const views = {
    in: () => drawing.zoom(1.25),
    out: () => drawing.zoom(0.8),
    fit: () => drawing.fit(),
    token: () => drawing.toToken(),
  };
  card.addEventListener('click', (event) => {
    const what = event.target.closest('button')?.dataset.view;
    if (what && drawing) {
      views[what]();
    }
  });
  steer(view, () => drawing);
};

// It comes beside the answer's own place, which is told of for each part of the answer.
const ready = new WeakSet();
document.addEventListener('htmx:oobAfterSwap', () => {
  [...document.querySelectorAll('#coverage details.coverage')].filter(card => !ready.has(card)).forEach((card) => {
    ready.add(card);
    prepare(card);
  });
});
