// One model of a deal, drawn with its tokens and with what has passed, and how it is moved by mouse, finger and keys.
const STEP = 60;
// Smaller letters cannot be read on a phone: there one part is shown, beginning with the token.
const NARROW = 600;
const READABLE = 0.55;
const MOSTLY_READABLE = 0.5;

let loading;

const loaded = (element) => new Promise((done, failed) => {
  element.addEventListener('load', done);
  element.addEventListener('error', failed);
  document.head.append(element);
});

/** Loads the viewer, which weighs more than the page, when the first drawing is wanted. */
export const viewer = (card) => {
  loading ??= Promise.all([
    loaded(Object.assign(document.createElement('link'), {rel: 'stylesheet', href: card.dataset.styles})),
    loaded(Object.assign(document.createElement('script'), {src: card.dataset.viewer})),
  ]).catch((failure) => {
    loading = undefined;
    throw failure;
  });
  return loading.then(() => window.BpmnJS);
};

/** One drawing in its view: marks, position and scale. */
export class Drawing {
  constructor(view, bpmn) {
    this.view = view;
    this.bpmn = bpmn;
    this.canvas = bpmn.get('canvas');
    this.marked = [];
    this.tokens = [];
  }

  static async of(view, BpmnJS, xml, options = {}) {
    const bpmn = new BpmnJS({container: view, ...options});
    try {
      await bpmn.importXML(xml);
    } catch (failure) {
      bpmn.destroy();
      throw failure;
    }
    // The text below says it all, in order; single words of a picture would not.
    view.querySelector('svg').setAttribute('aria-hidden', 'true');
    return new Drawing(view, bpmn);
  }

  destroy() {
    this.bpmn.destroy();
  }

  mark(marks, flows) {
    const elements = this.bpmn.get('elementRegistry');
    const overlays = this.bpmn.get('overlays');
    const focused = this.view.contains(document.activeElement) ? document.activeElement.dataset.run : undefined;
    overlays.clear();
    this.marked.forEach(([element, name]) => this.canvas.removeMarker(element, name));
    this.marked = [];
    this.tokens = [];
    const paint = (element, name) => {
      this.canvas.addMarker(element, name);
      this.marked.push([element, name]);
    };
    const put = (element, position, html) => overlays.add(element, {position, html, scale: {min: 0.55, max: 1.3}});
    flows.filter(flow => elements.get(flow)).forEach(flow => paint(flow, 'passed'));
    for (const {element, name, passed, interrupted, current, paused, heldUp, called} of marks) {
      if (!elements.get(element)) {
        continue;
      }
      const [done, broken, here] = [passed, interrupted, current].map(Number);
      const trouble = heldUp === 'true';
      if (done) {
        paint(element, 'passed');
      }
      if (broken && !done) {
        paint(element, 'broken');
      }
      if (here) {
        paint(element, 'now');
        this.tokens.push(element);
      }
      if (trouble) {
        paint(element, 'trouble');
      }
      const signs = [];
      if (here) {
        const word = paused === 'true' ? 'пауза' : 'сейчас';
        signs.push(sign(paused === 'true' ? 'paused' : 'now', here > 1 ? `${word} ×${here}` : word));
      }
      if (trouble) {
        signs.push(sign('trouble', '! сбой'));
      }
      if (signs.length) {
        put(element, {top: 0, left: 0}, row('top', signs));
      }
      // Where ways merely meet a sign would say nothing.
      if (name && (done || broken)) {
        // Below events and gateways stand their labels.
        put(element, elements.get(element).width < 60 ? {top: 0, right: 0} : {bottom: 0, right: 0}, row('corner', [
          ...(done ? [sign('done', done > 1 ? `✓ ${done}` : '✓')] : []),
          ...(broken ? [sign('broken', broken > 1 ? `✕ ${broken}` : '✕')] : []),
        ]));
      }
      if (called) {
        put(element, {bottom: 0, left: 0}, opener(called, name));
      }
    }
    if (focused) {
      this.view.querySelector(`[data-run="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
    }
  }

  /** The whole in the view's width; where that cannot be read, the part with the token. */
  fit() {
    const inner = this.canvas.viewbox().inner;
    const width = this.view.clientWidth;
    const whole = Math.min(1, width / (inner.width + 48));
    // Room for signs at the edges, and below for the viewer's watermark, which nothing may cover.
    const box = {x: inner.x - 24, y: inner.y - 28, width: inner.width + 48, height: inner.height + 28 + 44 / whole};
    this.box = box;
    const scale = width < NARROW ? Math.max(whole, READABLE) : whole;
    if (!('fixed' in this.view.dataset)) {
      this.view.style.height = `${Math.round(Math.min(Math.max(box.height * scale, 320), innerHeight * (width < NARROW ? 0.55 : 0.7)))}px`;
    }
    this.canvas.resized();
    const least = Math.min(whole, this.view.clientHeight / box.height);
    this.least = least;
    if (scale > least && width < NARROW) {
      this.show(this.tokens[0], scale);
    } else {
      this.place(box.x + box.width / 2, box.y + box.height / 2, least);
    }
    this.touch();
  }

  /** The whole where most of it can be read, otherwise its beginning. */
  begin() {
    this.fit();
    if (this.canvas.zoom() < MOSTLY_READABLE) {
      this.show(undefined, MOSTLY_READABLE);
      this.touch();
    }
  }

  /** Puts the element in the middle; without one the drawing's beginning. */
  show(element, scale) {
    const shape = element && this.bpmn.get('elementRegistry').get(element);
    if (shape) {
      this.place(shape.x + shape.width / 2, shape.y + shape.height / 2, scale);
    } else {
      this.place(this.box.x, this.box.y, scale);
    }
  }

  /** As near to the middle as it can come without showing what lies beyond the drawing. */
  place(x, y, scale) {
    const width = this.view.clientWidth / scale;
    const height = this.view.clientHeight / scale;
    const start = (middle, size, from, whole) =>
      size >= whole ? from + (whole - size) / 2 : Math.min(Math.max(middle - size / 2, from), from + whole - size);
    this.canvas.viewbox({
      x: start(x, width, this.box.x, this.box.width),
      y: start(y, height, this.box.y, this.box.height),
      width,
      height,
    });
  }

  /** Each press goes on to the next token. */
  toToken() {
    this.turn = ((this.turn ?? -1) + 1) % (this.tokens.length || 1);
    this.show(this.tokens[this.turn], Math.max(this.canvas.zoom(), 1));
    this.touch();
  }

  zoom(factor) {
    this.canvas.zoom(Math.min(2.5, Math.max(this.least, this.canvas.zoom() * factor)));
    this.touch();
  }

  /** A finger that goes up or down moves the page as long as there is nothing above or below to see. */
  touch() {
    const {inner, height} = this.canvas.viewbox();
    this.view.style.touchAction = inner.height <= height ? 'pan-y' : 'none';
  }

  scroll(dx, dy) {
    this.canvas.scroll({dx, dy});
  }
}

const sign = (kind, text) => {
  const element = document.createElement('span');
  element.className = `mark ${kind}`;
  element.textContent = text;
  return element;
};

const row = (where, signs) => {
  const element = document.createElement('div');
  element.className = `signs ${where}`;
  element.setAttribute('aria-hidden', 'true');
  element.append(...signs);
  return element;
};

const opener = (run, name) => {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'diagram-open';
  element.dataset.run = run;
  element.textContent = 'открыть';
  element.setAttribute('aria-label', `Открыть схему: ${name}`);
  return element;
};

/** Moves the drawing by mouse, finger and keys. */
export const steer = (view, drawing) => {
  let from;
  view.addEventListener('pointerdown', (event) => {
    if (event.button === 0 && !event.target.closest('button, a')) {
      from = {x: event.clientX, y: event.clientY};
      view.setPointerCapture(event.pointerId);
    }
  });
  view.addEventListener('pointermove', (event) => {
    if (from) {
      drawing()?.scroll(event.clientX - from.x, event.clientY - from.y);
      from = {x: event.clientX, y: event.clientY};
    }
  });
  ['pointerup', 'pointercancel'].forEach(end => view.addEventListener(end, () => {
    from = undefined;
  }));
  const keys = {
    ArrowLeft: each => each.scroll(STEP, 0),
    ArrowRight: each => each.scroll(-STEP, 0),
    ArrowUp: each => each.scroll(0, STEP),
    ArrowDown: each => each.scroll(0, -STEP),
    '+': each => each.zoom(1.25),
    '=': each => each.zoom(1.25),
    '-': each => each.zoom(0.8),
    0: each => each.fit(),
  };
  view.addEventListener('keydown', (event) => {
    if (event.target === view && keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey && drawing()) {
      event.preventDefault();
      keys[event.key](drawing());
    }
  });
};
