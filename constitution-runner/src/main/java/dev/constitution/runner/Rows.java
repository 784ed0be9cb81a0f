package dev.constitution.runner;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Walks a table of the store by row number in pages: constant memory, and no result left open while others write. */
abstract class Rows<T> implements Iterator<T> {
    private static final int PAGE = 256;

    private final RunStore store;
    private final String sql;
    private final Deque<T> page = new ArrayDeque<>();
    private long next;
    private boolean ended;

    /**
     * @param sql takes the first row and the page's length
     */
    Rows(RunStore store, String sql, long firstRow) {
        this.store = store;
        this.sql = sql;
        this.next = firstRow;
    }

    abstract T read(ResultSet result) throws SQLException;

    abstract long rowOf(T item);

    @Override
    public boolean hasNext() {
        if (page.isEmpty() && !ended) {
            store.query(sql, next, result -> page.add(read(result)), PAGE);
            ended = page.size() < PAGE;
        }
        return !page.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T item = page.remove();
        next = rowOf(item) + 1;
        return item;
    }
}
