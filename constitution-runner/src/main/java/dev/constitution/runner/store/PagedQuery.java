package dev.constitution.runner.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.ToLongFunction;

/** Walks a table of the store by key in pages: constant memory, and no result left open while others write. */
final class PagedQuery<T> implements Iterator<T> {
    private static final int FIRST_PAGE = 8;
    private static final int LARGEST_PAGE = 256;

    private final StoreQueries queries;
    private final String sql;
    private final Reader<T> reader;
    private final ToLongFunction<T> key;
    private final Deque<T> page = new ArrayDeque<>();
    private long next;
    private int size = FIRST_PAGE;
    private boolean ended;

    /** Makes an item of one line of a result. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet result) throws SQLException;
    }

    /**
     * @param sql takes the first key and the page's length
     */
    PagedQuery(StoreQueries queries, String sql, long firstKey, Reader<T> reader, ToLongFunction<T> key) {
        this.queries = queries;
        this.sql = sql;
        this.next = firstKey;
        this.reader = reader;
        this.key = key;
    }

    @Override
    public boolean hasNext() {
        if (page.isEmpty() && !ended) {
            queries.query(sql, result -> page.add(reader.read(result)), next, size);
            ended = page.size() < size;
            size = Math.min(2 * size, LARGEST_PAGE); // readers that stop early have not read far ahead
        }
        return !page.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T item = page.remove();
        long last = key.applyAsLong(item);
        ended |= last == Long.MAX_VALUE;
        next = last + 1;
        return item;
    }
}
