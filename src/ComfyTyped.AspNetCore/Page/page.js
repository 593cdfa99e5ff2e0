'use strict';
// Draws a form from the endpoint's schema, runs the workflow and shows what happens. Everything that comes from outside goes into the page as text.
(() => {
  const endpoint = location.pathname.replace(/\/+$/, '');
  const byId = id => document.getElementById(id);
  const fields = new Map();
  let running = null;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== undefined && value !== null && value !== false)
        made.setAttribute(key, value === true ? '' : String(value));
    }
    made.append(...children);
    return made;
  }

  // Seeds go up to 2^64-1, which numbers of JavaScript do not hold.
  function parse(text) {
    return JSON.parse(text, (_, value, context) =>
      typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && context && /^-?\d+$/.test(context.source) ? BigInt(context.source) : value);
  }

  const words = name => {
    const spaced = name.replace(/_+/g, ' ').replace(/([a-z\d])([A-Z])/g, (_, end, start) => end + ' ' + start).trim();
    return spaced.split(' ').map((word, index) => index === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : /^[A-Z]+$/.test(word) ? word : word.toLowerCase()).join(' ');
  };

  // ---- The form

  function draw(schema) {
    const title = words(schema.title || 'Workflow');
    byId('title').textContent = title;
    document.title = title;
    const nodes = Object.entries(schema.properties || {});
    const titles = nodes.map(([, node]) => node.title);
    const drawn = nodes.map(([name, node]) => {
      const isUnique = node.title && titles.filter(other => other === node.title).length === 1;
      return drawNode(name, node, isUnique ? node.title : words(name));
    });
    // What is written comes first, what is set after it.
    drawn.sort((left, right) => Number(right.matches('.field')) - Number(left.matches('.field')));
    byId('fields').append(...drawn);
  }

  function drawNode(name, node, title) {
    const inputs = Object.entries(node.properties || {});
    if (inputs.length === 1 && (isProse(inputs[0][0], inputs[0][1]) || inputs[0][1].format === 'data-url'))
      return drawField(name, inputs[0][0], inputs[0][1], title);
    return element('fieldset', {}, element('legend', {}, title), ...inputs.map(([input, schema]) => drawField(name, input, schema, words(input))));
  }

  const isProse = (name, schema) => schema.type === 'string' && !schema.enum && !schema.format && /text|prompt|string|value/i.test(name);

  function drawField(node, input, schema, label) {
    const path = node + '.' + input;
    const id = 'field-' + fields.size;
    const control = makeControl(id, input, schema);
    const error = element('span', { class: 'error', id: id + '-error' });
    control.input.setAttribute('aria-describedby', error.id);
    const caption = element('label', { for: id }, label);
    const box = control.isCheck
      ? element('div', { class: 'field' }, element('span', { class: 'check' }, control.input, caption), error)
      : element('div', { class: 'field' + (control.isWide ? ' wide' : '') }, caption, ...control.parts, error);
    fields.set(path, { node, name: input, error, ...control });
    return box;
  }

  function makeControl(id, name, schema) {
    const number = [schema, ...(schema.anyOf || [])].find(option => option.type === 'integer' || option.type === 'number');
    if (number && schema.anyOf)
      return makeSeed(id, number, schema.default);
    if (number)
      return makeNumber(id, name, number, schema.default);
    if (schema.format === 'data-url')
      return makeUpload(id, schema);
    if (schema.type === 'boolean')
      return makeCheck(id, schema);
    if (schema.enum)
      return makeSelect(id, schema);
    if (schema.type === 'array')
      return makeChoices(id, schema);
    return makeText(id, name, schema);
  }

  /** The control's value as JSON; null when it is the workflow's own, so that nothing is sent. */
  const changed = (json, original) => json === original ? null : json;
  const jsonOf = value => value === undefined ? undefined : typeof value === 'bigint' ? String(value) : JSON.stringify(value);

  function makeNumber(id, name, schema, original) {
    const isWhole = schema.type === 'integer';
    const span = Number(schema.maximum) - Number(schema.minimum);
    const step = isWhole ? (/width|height/i.test(name) ? 8 : 1) : span <= 2 ? 0.05 : 0.5;
    const input = element('input', { id, type: 'number', min: schema.minimum, max: schema.maximum, step, value: original, inputmode: isWhole ? 'numeric' : 'decimal' });
    return { input, parts: [input], read: () => changed(readNumber(input.value, isWhole), jsonOf(original)) };
  }

  function readNumber(text, isWhole) {
    text = text.trim();
    if (isWhole ? !/^-?\d+$/.test(text) : !Number.isFinite(Number(text)) || text === '')
      throw new Error(isWhole ? 'Enter a whole number.' : 'Enter a number.');
    return isWhole ? String(BigInt(text)) : String(Number(text));
  }

  function makeSeed(id, schema, original) {
    const isRandom = original === 'random';
    const input = element('input', { id, type: 'text', inputmode: 'numeric', autocomplete: 'off', value: isRandom ? '' : original, placeholder: 'random' });
    const dice = element('button', { type: 'button', class: 'dice', 'aria-label': 'Roll another seed', title: 'Roll another seed' }, diceIcon());
    const always = element('input', { type: 'checkbox', id: id + '-always' });
    always.defaultChecked = isRandom;
    const follow = () => { input.disabled = always.checked; };
    const roll = () => { always.checked = false; follow(); input.value = String(randomSeed(schema)); };
    dice.addEventListener('click', roll);
    always.addEventListener('change', () => { follow(); if (!always.checked && input.value === '') roll(); });
    follow();
    return {
      input, isWide: true,
      parts: [element('span', { class: 'seed' }, input, dice), element('span', { class: 'check' }, always, element('label', { for: always.id }, 'A new one for each run'))],
      read: () => changed(always.checked ? '"random"' : readNumber(input.value, true), jsonOf(original)),
      restore: follow,
      used: seed => { if (always.checked) input.value = String(seed); },
    };
  }

  function randomSeed(schema) {
    const least = BigInt(schema.minimum ?? 0) < 0n ? 0n : BigInt(schema.minimum ?? 0);
    const span = BigInt(schema.maximum ?? 4294967295) - least + 1n;
    return least + crypto.getRandomValues(new BigUint64Array(1))[0] % (span > 0n ? span : 1n);
  }

  function diceIcon() {
    const space = 'http://www.w3.org/2000/svg';
    const icon = document.createElementNS(space, 'svg');
    icon.setAttribute('viewBox', '0 0 24 24');
    icon.setAttribute('aria-hidden', 'true');
    const shape = (name, values) => {
      const part = document.createElementNS(space, name);
      for (const [key, value] of Object.entries(values))
        part.setAttribute(key, value);
      icon.append(part);
    };
    shape('rect', { x: 3, y: 3, width: 18, height: 18, rx: 4, fill: 'none', stroke: 'currentColor', 'stroke-width': 2 });
    for (const [cx, cy] of [[8, 8], [16, 8], [12, 12], [8, 16], [16, 16]])
      shape('circle', { cx, cy, r: 1.6, fill: 'currentColor' });
    return icon;
  }

  function makeCheck(id, schema) {
    const input = element('input', { id, type: 'checkbox' });
    input.defaultChecked = schema.default === true;
    return { input, isCheck: true, read: () => changed(String(input.checked), jsonOf(schema.default ?? false)) };
  }

  function makeSelect(id, schema) {
    const input = element('select', { id });
    schema.enum.forEach((option, index) => {
      const isOwn = option === schema.default;
      input.append(new Option(typeof option === 'string' ? option : jsonOf(option), String(index), isOwn, isOwn));
    });
    if (schema.default === undefined)
      input.prepend(new Option('(as the workflow has it)', '', true, true));
    return { input, parts: [input], read: () => input.value === '' ? null : changed(jsonOf(schema.enum[Number(input.value)]), jsonOf(schema.default)) };
  }

  function makeChoices(id, schema) {
    const own = schema.default || [];
    const input = element('select', { id, multiple: true });
    for (const option of (schema.items && schema.items.enum) || [])
      input.append(new Option(option, option, own.includes(option), own.includes(option)));
    return { input, isWide: true, parts: [input], read: () => changed(JSON.stringify([...input.selectedOptions].map(option => option.value)), JSON.stringify(own)) };
  }

  function makeText(id, name, schema) {
    const isLong = isProse(name, schema);
    const original = typeof schema.default === 'string' ? schema.default : schema.default === undefined ? '' : jsonOf(schema.default);
    const input = isLong ? element('textarea', { id, rows: 3 }, original) : element('input', { id, type: 'text', value: original, autocomplete: 'off' });
    return { input, isWide: true, parts: [input], read: () => input.value === original ? null : JSON.stringify(input.value) };
  }

  function makeUpload(id, schema) {
    const input = element('input', { id, type: 'file', accept: 'image/*,audio/*,video/*' });
    const thumb = element('img', { class: 'thumb', alt: 'The chosen picture', hidden: true });
    let content = null;
    input.addEventListener('change', () => {
      const file = input.files[0];
      content = file ? new Promise((done, fail) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.onerror = () => fail(new Error('The file cannot be read.'));
        reader.readAsDataURL(file);
      }) : null;
      thumb.hidden = true;
      if (content && file.type.startsWith('image/'))
        content.then(url => { thumb.src = url; thumb.hidden = false; }, () => {});
    });
    return {
      input, isWide: true, parts: [input, thumb],
      read: async () => content ? JSON.stringify(await content) : null,
      restore: () => { content = null; thumb.hidden = true; },
    };
  }

  // ---- Running

  async function readSettings() {
    const nodes = new Map();
    for (const field of fields.values()) {
      let json = null;
      try {
        json = await field.read();
      } catch (error) {
        mark(field, [error.message]);
      }
      if (json !== null)
        nodes.set(field.node, [...(nodes.get(field.node) || []), JSON.stringify(field.name) + ':' + json]);
    }
    return '{' + [...nodes].map(([node, inputs]) => JSON.stringify(node) + ':{' + inputs.join(',') + '}').join(',') + '}';
  }

  function mark(field, messages) {
    field.input.setAttribute('aria-invalid', 'true');
    field.error.textContent = messages.join(' ');
  }

  function clearErrors() {
    byId('problem').hidden = true;
    for (const field of fields.values()) {
      field.input.removeAttribute('aria-invalid');
      field.error.textContent = '';
    }
  }

  function focusFirstError() {
    const first = [...fields.values()].find(field => field.input.hasAttribute('aria-invalid'));
    if (first)
      first.input.focus();
    return Boolean(first);
  }

  async function run() {
    clearErrors();
    const settings = await readSettings();
    if (focusFirstError())
      return;
    running = new AbortController();
    const begun = performance.now();
    show('running');
    announce('The run has started.');
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
        body: settings,
        signal: running.signal,
      });
      if (!response.ok)
        showProblem(parse(await response.text()));
      else if (!await follow(response.body, begun))
        showProblem({ title: 'The connection broke off.', detail: 'Run it again.' });
    } catch (error) {
      if (running.signal.aborted)
        announce('The run was cancelled.');
      else
        showProblem({ title: 'The application cannot be reached.', detail: 'Is it still running? Try again.' });
    } finally {
      running = null;
      show('idle');
    }
  }

  /** Reads the events to the end; tells whether there was one. */
  async function follow(stream, begun) {
    for await (const { name, data } of eventsOf(stream)) {
      if (name === 'run')
        step(data.status === 'waiting' ? 'Waiting in the queue' : 'Running');
      else if (name === 'progress')
        showProgress(data);
      else if (name === 'preview')
        showPreview(data.image);
      else if (name === 'result')
        showResult(data, (performance.now() - begun) / 1000);
      else if (name === 'failed')
        showProblem(data);
      if (name === 'result' || name === 'failed')
        return true;
    }
    return false;
  }

  async function* eventsOf(stream) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let waiting = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done)
        return;
      const events = (waiting + value).split('\n\n');
      waiting = events.pop();
      for (const text of events) {
        const line = key => text.split('\n').filter(part => part.startsWith(key + ': ')).map(part => part.slice(key.length + 2)).join('\n');
        if (line('data'))
          yield { name: line('event'), data: parse(line('data')) };
      }
    }
  }

  // ---- Showing

  function show(state) {
    const isRunning = state === 'running';
    byId('run').disabled = isRunning;
    byId('run').textContent = isRunning ? 'Running' : 'Run';
    byId('cancel').hidden = !isRunning;
    byId('reset').hidden = isRunning;
    byId('activity').hidden = !isRunning;
    byId('form').setAttribute('aria-busy', String(isRunning));
    byId('empty').hidden = isRunning || byId('results').childElementCount > 0;
    if (isRunning) {
      byId('preview').hidden = true;
      byId('preview').removeAttribute('src');
      byId('pending').hidden = false;
      byId('progress').value = 0;
      byId('percent').textContent = '';
      step('Starting');
      if (matchMedia('(max-width: 820px)').matches)
        byId('stage').scrollIntoView({ behavior: 'smooth' });
    }
  }

  function step(text) {
    byId('step').textContent = text;
    byId('pending').textContent = text;
  }

  function showProgress(progress) {
    byId('progress').value = progress.fraction;
    byId('percent').textContent = Math.round(progress.fraction * 100) + ' %';
    if (progress.node)
      step(words(progress.node) + (progress.max > 1 ? ', step ' + progress.value + ' of ' + progress.max : ''));
  }

  function showPreview(url) {
    if (!/^data:image\/(png|jpeg);base64,/.test(url))
      return;
    byId('preview').src = url;
    byId('preview').hidden = false;
    byId('pending').hidden = true;
  }

  function showResult(result, seconds) {
    const files = (result.files || []).map((file, index, all) => showFile(file, all.length > 1 ? ' ' + (index + 1) : ''));
    const seeds = Object.entries(result.seeds || {});
    for (const [node, seed] of seeds) {
      for (const field of fields.values()) {
        if (field.node === node && field.used)
          field.used(seed);
      }
    }
    const facts = [...seeds.map(([, seed]) => 'seed ' + seed), seconds.toFixed(1) + ' s'];
    byId('results').prepend(element('article', { class: 'result' },
      element('div', { class: 'files' }, ...files),
      ...(result.texts || []).map(item => element('p', { class: 'text' }, item.text)),
      element('p', { class: 'facts' }, facts.join(' · '))));
    while (byId('results').childElementCount > 13)
      byId('results').lastElementChild.remove();
    announce('The run is done: ' + files.length + (files.length === 1 ? ' file.' : ' files.'));
  }

  function showFile(file, number) {
    // Links of the endpoint itself, and no other.
    const url = String(file.url).startsWith(endpoint + '/files/') ? file.url : '#';
    const media = file.kind === 'image' ? [element('img', { src: url, alt: 'Result' + number + ': ' + file.name })]
      : file.kind === 'video' ? [element('video', { src: url, controls: true, loop: true })]
      : file.kind === 'audio' ? [element('audio', { src: url, controls: true })]
      : [];
    return element('figure', { class: 'file' }, ...media,
      element('figcaption', {}, element('span', {}, file.name), element('a', { href: url, download: file.name }, 'Download' + number)));
  }

  function showProblem(problem) {
    const rest = [];
    for (const [path, messages] of Object.entries(problem.errors || {})) {
      const field = fields.get(path);
      if (field)
        mark(field, messages);
      else
        rest.push(path + ': ' + messages.join(' '));
    }
    const box = byId('problem');
    box.replaceChildren(element('strong', {}, problem.title || 'Something went wrong.'), problem.errors ? '' : problem.detail || '');
    if (rest.length > 0)
      box.append(element('ul', {}, ...rest.map(text => element('li', {}, text))));
    box.hidden = false;
    if (!focusFirstError())
      box.focus();
  }

  const announce = text => { byId('announcement').textContent = text; };

  // ---- Beginning

  byId('form').addEventListener('submit', event => {
    event.preventDefault();
    if (!running)
      run();
  });
  byId('form').addEventListener('reset', () => setTimeout(() => {
    clearErrors();
    for (const field of fields.values())
      field.restore?.();
    show('idle');
  }));
  byId('form').addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      byId('form').requestSubmit();
    }
  });
  byId('cancel').addEventListener('click', () => running?.abort());
  byId('schema-link').href = endpoint + '/schema';

  fetch(endpoint + '/schema')
    .then(async response => {
      if (!response.ok)
        throw new Error();
      draw(parse(await response.text()));
    })
    .catch(() => showProblem({ title: 'The form cannot be drawn.', detail: 'The schema of the workflow could not be read. Reload the page.' }));
})();
