package dev.constitution.runner.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option that decides what a run writes: a folder that holds a run of another value is refused. Every option has
 * this mark or {@link NoPartOfRun}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface DecidesRun {
    /** The option's names among the run's settings; one that ends with a dot stands for all that begin so. */
    String[] value();

    /** Of a flag, what the first of them is where it is given; "" where that is then not among them. */
    String flag() default "true";
}
