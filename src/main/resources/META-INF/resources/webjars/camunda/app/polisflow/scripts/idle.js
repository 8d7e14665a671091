// Pages ask for news by themselves. Each call says how long ago a person touched anything here, so that a window left open does not
// keep a session alive for ever.
const HEADER = 'X-Polisflow-Idle';

let touched = Date.now();

for (const sign of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
  window.addEventListener(sign, () => { touched = Date.now(); }, {capture: true, passive: true});
}

const idle = () => String(Math.max(0, Math.floor((Date.now() - touched) / 1000)));

const ours = address => new URL(address, document.baseURI).origin === location.origin;

const {fetch} = window;
window.fetch = (input, options) => {
  const asked = input instanceof Request ? input.url : input;
  if (!ours(asked)) {
    return fetch(input, options);
  }
  const headers = new Headers((options && options.headers) || (input instanceof Request ? input.headers : undefined));
  headers.set(HEADER, idle());
  return fetch(input, {...options, headers});
};

const {open, send} = XMLHttpRequest.prototype;
const foreign = new WeakSet();
XMLHttpRequest.prototype.open = function (method, address, ...rest) {
  foreign[ours(address) ? 'delete' : 'add'](this);
  return open.call(this, method, address, ...rest);
};
XMLHttpRequest.prototype.send = function (body) {
  if (!foreign.has(this)) {
    this.setRequestHeader(HEADER, idle());
  }
  return send.call(this, body);
};

export default [];
