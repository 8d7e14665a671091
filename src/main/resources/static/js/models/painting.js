// Paints numbers and ways into a model's drawing as part of it, so that whoever saves or prints the drawing has them too.
const SVG = 'http://www.w3.org/2000/svg';
const FONT = '"Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';

/** What is painted by; each sort differs from the others by its words, too. */
const INK = {
  now: {fill: '#0f4c81', ink: '#fff'},
  time: {fill: '#e7edf3', ink: '#0a3459'},
  way: {fill: '#fff', ink: '#0a3459', line: '#0f4c81'},
  none: {fill: '#fff', ink: '#5f6b7a', line: '#a9b3bf'},
  walked: {fill: '#1d7a46', ink: '#fff'},
  missed: {fill: '#5f6b7a', ink: '#fff'},
  again: {fill: '#fdf0da', ink: '#5a3800', line: '#b36f00'},
  late: {fill: '#ffd98a', ink: '#4a2c00', line: '#9a5b00'},
  stopped: {fill: '#b3261e', ink: '#fff'},
};

const node = (name, attributes) => {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
};

/** The middle of the longest part of a flow: there a number has room. */
const middle = (points) => {
  const parts = points.slice(1).map((to, i) => ({from: points[i], to, length: Math.hypot(to.x - points[i].x, to.y - points[i].y)}));
  const {from, to} = parts.reduce((longest, part) => (part.length > longest.length ? part : longest));
  return {x: (from.x + to.x) / 2, y: (from.y + to.y) / 2};
};

export class Painting {
  constructor(drawing) {
    this.drawing = drawing;
    this.registry = drawing.bpmn.get('elementRegistry');
    this.layer = node('g', {class: 'painting', 'pointer-events': 'none'});
    drawing.canvas.getDefaultLayer().append(this.layer);
    this.restyled = [];
  }

  /** The drawing as it was. */
  clear() {
    this.layer.remove();
    this.drawing.view.querySelectorAll('.band').forEach(band => band.remove());
    this.restyled.forEach(([own, style]) => own.setAttribute('style', style));
  }

  element(id) {
    const element = this.registry.get(id);
    return element?.parent ? element : undefined;
  }

  /** A word or a number in a frame, its middle at the point. */
  sign(kind, text, x, y) {
    const {fill, ink, line} = INK[kind];
    const label = node('text', {x, y, 'text-anchor': 'middle', 'dominant-baseline': 'central', fill: ink, 'font-family': FONT, 'font-size': 12, 'font-weight': 600});
    label.textContent = text;
    this.layer.append(label);
    const width = (label.getComputedTextLength() || text.length * 7) + 12;
    label.before(node('rect', {x: x - width / 2, y: y - 9, width, height: 18, rx: 9, fill, stroke: line ?? fill}));
  }

  /** Over the left upper corner. */
  above(kind, text, id) {
    const shape = this.element(id);
    if (shape) {
      this.sign(kind, text, shape.x + Math.min(shape.width / 2, 34), shape.y - 4);
    }
  }

  /** On the lower edge; below events and gateways stand their labels, so theirs come over the upper one. */
  below(kind, text, id, lifted, row = 0) {
    const shape = this.element(id);
    if (shape) {
      const small = shape.width < 60;
      this.sign(kind, text, shape.x + shape.width / 2, small ? shape.y - (lifted ? 26 : 4) : shape.y + shape.height + 2 + 20 * row);
    }
  }

  on(kind, text, flow) {
    const line = this.element(flow);
    if (line?.waypoints) {
      const {x, y} = middle(line.waypoints);
      this.sign(kind, text, x, y);
    }
  }

  /** A band under the flow's own line, whose arrow keeps its size. */
  band(flow, width, colour) {
    const line = this.element(flow);
    const own = line && this.registry.getGraphics(line).querySelector('.djs-visual > path');
    if (own) {
      const band = node('path', {d: own.getAttribute('d'), class: 'band'});
      Object.assign(band.style, {fill: 'none', stroke: colour, strokeWidth: `${width}px`, strokeLinecap: 'round', strokeLinejoin: 'round'});
      own.before(band);
    }
  }

  dashed(flow, colour) {
    const line = this.element(flow);
    const own = line && this.registry.getGraphics(line).querySelector('.djs-visual > path');
    if (own) {
      Object.assign(own.style, {stroke: colour, strokeDasharray: '3 5'});
    }
  }

  shape(id, {fill, stroke, width, dash}) {
    const shape = this.element(id);
    const own = shape && this.registry.getGraphics(shape).querySelector('.djs-visual > :first-child');
    if (own) {
      this.restyled.push([own, own.getAttribute('style') ?? '']);
      Object.assign(own.style, {fill, stroke, strokeWidth: `${width}px`, ...(dash ? {strokeDasharray: dash} : {})});
    }
  }
}

/**
 * The drawing with all that was painted into it, as a file that stands by itself.
 * The viewer's licence wants to be named wherever its drawings are seen.
 */
export const saved = async (drawing, title) => {
  const {svg} = await drawing.bpmn.saveSVG();
  const file = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const root = file.documentElement;
  if (root.querySelector('parsererror') || root.localName !== 'svg') {
    throw new Error('The drawing cannot be read');
  }
  file.doctype?.remove();
  root.querySelectorAll('.djs-hit, .djs-outline, .djs-dragger').forEach(each => each.remove());
  const [x, y, width, height] = root.getAttribute('viewBox').split(/\s+/).map(Number);
  const box = {x: x - 20, y: y - 20, width: width + 40, height: height + 64};
  Object.entries({viewBox: [box.x, box.y, box.width, box.height].join(' '), width: box.width, height: box.height})
    .forEach(([key, value]) => root.setAttribute(key, value));
  const name = node('title', {});
  name.textContent = title;
  const text = (words, attributes) => {
    const label = node('text', {'font-family': FONT, fill: '#5f6b7a', y: box.y + box.height - 14, 'font-size': 14, ...attributes});
    label.textContent = words;
    return label;
  };
  root.prepend(name, node('rect', {...box, fill: '#fff'}));
  root.append(text(title, {x: box.x + 16}), text('bpmn.io', {x: box.x + box.width - 16, 'text-anchor': 'end'}));
  return new XMLSerializer().serializeToString(file);
};

/** What fits a sheet on its side so that its words can be read; the next part begins before the last has ended, so that no step is cut in both. */
const SHEET = 1900;
const OVERLAP = 160;

/** The drawing as a whole, and behind it in parts when it is too wide for its words to be read. */
export const onPaper = (svg) => {
  const [x, y, width, height] = /viewBox="([^"]+)"/.exec(svg)[1].split(' ').map(Number);
  if (width <= SHEET * 1.3) {
    return [svg];
  }
  const count = Math.ceil((width - OVERLAP) / (SHEET - OVERLAP));
  const part = (width - OVERLAP) / count + OVERLAP;
  const parts = Array.from({length: count}, (_, i) => svg
    .replace(/viewBox="[^"]+"/, `viewBox="${x + i * (part - OVERLAP)} ${y} ${part} ${height}"`)
    .replace(/ width="[^"]+"/, ` width="${part}"`));
  return [svg, ...parts];
};
