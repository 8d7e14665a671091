// How warm the steps of a drawing are, in Cockpit and on a model's page: where most passes, where most time goes, and whether it goes by
// waiting or by work. A shade is never alone: the number stands on the step.
const TYPE = 'heat';
/** From pale to dark; labels stay readable on each. */
const SHADES = ['#fff4dc', '#ffe3b0', '#ffcb7d', '#ffac59', '#f98b45'];
const MEASURES = [
  ['', 'нет'],
  ['count', 'количество'],
  ['median', 'медиана'],
  ['most', '90 %'],
  ['split', 'ожидание и работа']
];
const NOTES = {
  count: 'Сколько раз шаг закончили.',
  median: 'Половина раз шаг занял не больше этого.',
  most: 'Девять раз из десяти шаг занял не больше этого.',
  split: 'Слева — сколько задача ждала, пока её возьмут, справа — сколько была в работе: медианы.'
};
const PERIODS = [[7, '7 дней'], [30, '30 дней'], [90, '90 дней']];

const make = (name, className, ...content) => {
  const element = document.createElement(name);
  element.className = className;
  element.append(...content);
  return element;
};

/** Loads the looks of it, once a page. */
export const sheet = () => {
  const href = new URL('../../css/heat.css', import.meta.url).href;
  if (![...document.styleSheets].some(each => each.href === href)) {
    document.head.append(Object.assign(document.createElement('link'), {rel: 'stylesheet', href}));
  }
};

const value = {
  count: step => step.count,
  median: step => step.medianSeconds,
  most: step => step.mostSeconds,
  split: step => (step.waiting ? step.medianSeconds : null)
};

const text = {
  count: step => String(step.count),
  median: step => step.median,
  most: step => step.most,
  split: step => `${step.waiting} | ${step.working}`
};

const said = step => [
  `закончили ${step.count}`,
  step.median && `половина не дольше ${step.median}, 90 % не дольше ${step.most}`,
  step.waiting && `ждали ${step.waiting}, в работе ${step.working} (медианы); на ожидание ушло ${step.waitingShare} % времени`
].filter(Boolean).join('; ');

/** The darker the more; a few long steps must not leave all others pale. */
const shade = (amount, most) => Math.min(SHADES.length - 1, Math.floor(Math.sqrt(amount / most) * SHADES.length));

export class Heat {
  constructor(viewer) {
    this.viewer = viewer;
    this.filled = [];
  }

  clear() {
    this.viewer.get('overlays').remove({type: TYPE});
    this.filled.forEach(([shape, fill]) => {
      shape.style.fill = fill;
    });
    this.filled = [];
    this.viewer.get('canvas').getContainer().classList.remove('heated');
  }

  /** @return the steps that have a number by this measure, the warmest first */
  show(steps, measure) {
    this.clear();
    const registry = this.viewer.get('elementRegistry');
    const shown = steps.filter(step => value[measure](step) !== null && registry.get(step.element)?.parent)
      .sort((one, other) => value[measure](other) - value[measure](one));
    if (shown.length === 0) {
      return shown;
    }
    this.viewer.get('canvas').getContainer().classList.add('heated');
    const most = Math.max(1, value[measure](shown[0]));
    shown.forEach(step => this.paint(registry.get(step.element), step, measure, shade(value[measure](step), most)));
    return shown;
  }

  paint(element, step, measure, level) {
    const shape = this.viewer.get('elementRegistry').getGraphics(element).querySelector('.djs-visual > :first-child');
    this.filled.push([shape, shape.style.fill]);
    shape.style.fill = SHADES[level];
    const number = make('span', 'heat-number', text[measure](step));
    number.title = said(step);
    const small = element.width < 60;
    const place = make('div', small ? 'heat-place small' : 'heat-place', number);
    if (measure === 'split') {
      const bar = make('span', 'heat-split', make('i', 'waiting'), make('i', 'working'));
      bar.firstChild.style.width = `${step.waitingShare}%`;
      place.prepend(bar);
    }
    this.viewer.get('overlays').add(element.id, TYPE, {
      position: small ? {top: -16, left: element.width / 2} : {bottom: measure === 'split' ? 22 : 14, left: element.width / 2},
      scale: {min: 0.8, max: 1.2},
      html: place
    });
  }
}

const choice = (label, options, chosen) => {
  const select = make('select', '', ...options.map(([id, name]) => new Option(name, id, false, id === chosen)));
  return {select, label: make('label', '', `${label} `, select)};
};

const scale = (warmest, measure) => {
  const shades = SHADES.map(colour => {
    const box = make('i', '');
    box.style.background = colour;
    return box;
  });
  const legend = make('p', 'heat-scale', 'меньше ', ...shades, ` больше, до ${text[measure === 'split' ? 'median' : measure](warmest)}`);
  if (measure === 'split') {
    legend.append(make('span', 'heat-split', make('i', 'waiting'), make('i', 'working')), ' ждёт и в работе');
    legend.querySelector('.waiting').style.width = '50%';
  }
  return legend;
};

/**
 * The switch beside a drawing.
 *
 * @param viewer that draws it
 * @param load answers with the figures of so many days
 */
export const heatControl = (viewer, load) => {
  const heat = new Heat(viewer);
  const measure = choice('Тепло:', MEASURES, '');
  const period = choice('за', PERIODS, 30);
  const told = make('div', 'heat-told');
  told.setAttribute('role', 'status');
  const known = new Map();
  let turn = 0;
  period.label.hidden = true;

  const show = async () => {
    const mine = ++turn;
    const what = measure.select.value;
    const days = period.select.value;
    period.label.hidden = !what;
    if (!what) {
      heat.clear();
      told.replaceChildren();
      return;
    }
    try {
      if (!known.has(days)) {
        told.replaceChildren('Считаем…');
        known.set(days, await load(days));
      }
    } catch {
      if (mine === turn) {
        heat.clear();
        told.replaceChildren('Не удалось посчитать. Выберите ещё раз чуть позже.');
      }
      return;
    }
    if (mine !== turn) {
      return;
    }
    const shown = heat.show(known.get(days).steps, what);
    told.replaceChildren(...(shown.length
      ? [scale(shown[0], what), make('p', 'heat-note', NOTES[what], what === 'count' ? '' : ' По часам, с ночами и выходными.')]
      : [what === 'split' ? 'За это время ни одной задачи не закончили.' : 'За это время по модели ничего не прошло.']));
  };
  measure.select.addEventListener('change', show);
  period.select.addEventListener('change', show);
  return make('div', 'heat-control', measure.label, period.label, told);
};
