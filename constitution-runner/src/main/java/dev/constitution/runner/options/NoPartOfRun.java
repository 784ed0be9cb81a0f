package dev.constitution.runner.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option, or all options of a class that have no mark of their own, by which a run stays the same: it may have
 * another value at each start.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface NoPartOfRun {
    /** Why nothing that a run writes depends on it. */
    String value();
}
