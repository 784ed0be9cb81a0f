/** The list of rows found, of which only those in view are in the page. */
const list = {
  rows: [],
  chosen: -1,
  height: 64,

  start() {
    this.box = byId('list');
    this.space = el('div', { class: 'space', role: 'presentation' });
    this.box.append(this.space);
    this.box.addEventListener('scroll', () => requestAnimationFrame(() => this.draw()));
    addEventListener('resize', () => this.draw());
    this.space.addEventListener('click', (event) => {
      const option = event.target.closest('.option');
      if (option) {
        this.choose(Number(option.dataset.place), true);
      }
    });
  },

  show(rows) {
    const before = this.rows[this.chosen];
    this.rows = rows.slice();
    this.chosen = before === undefined ? -1 : this.rows.indexOf(before);
    this.space.style.height = `${this.rows.length * this.height}px`;
    this.draw();
  },

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / this.height) - 5);
    const last = Math.min(this.rows.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / this.height) + 5);
    const options = [];
    for (let place = first; place < last; place++) {
      options.push(this.option(place));
    }
    this.space.replaceChildren(...options);
    if (this.chosen >= first && this.chosen < last) {
      this.box.setAttribute('aria-activedescendant', `option-${this.chosen}`);
    } else {
      this.box.removeAttribute('aria-activedescendant');
    }
  },

  option(place) {
    const row = this.rows[place];
    const { index } = data;
    const ending = [data.kind(row), data.detail(row)].filter(Boolean).join(': ');
    const option = el('div', {
      class: 'option', role: 'option', id: `option-${place}`, 'data-place': place,
      'aria-selected': place === this.chosen ? 'true' : 'false',
      'aria-setsize': this.rows.length, 'aria-posinset': place + 1,
    },
    el('b', { dir: 'auto' }, index.beginning[row] || index.id[row]),
    el('span', {}, `${index.row[row]} · ${index.id[row]} · ${ending}`));
    option.style.top = `${place * this.height}px`;
    return option;
  },

  /** Chooses what stands at a place of the list. */
  choose(place, focuses) {
    if (place < 0 || place >= this.rows.length) {
      return;
    }
    this.chosen = place;
    const top = place * this.height;
    if (top < this.box.scrollTop) {
      this.box.scrollTop = top;
    } else if (top + this.height > this.box.scrollTop + this.box.clientHeight) {
      this.box.scrollTop = top + this.height - this.box.clientHeight;
    }
    this.draw();
    if (focuses) {
      this.box.focus({ preventScroll: true });
    }
    state.row = data.index.id[this.rows[place]];
    state.write(true);
    showRow(this.rows[place]);
  },

  /** Chooses a row where it is in the list. */
  find(row) {
    this.choose(this.rows.indexOf(row), false);
  },
};
