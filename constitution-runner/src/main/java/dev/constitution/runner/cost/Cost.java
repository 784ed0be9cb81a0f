package dev.constitution.runner.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * An amount of money in US dollars, 0 or more: an exact decimal, so that a sum of many small calls is exact too.
 *
 * @param usd without zeros at its end, so that equal amounts are equal
 */
public record Cost(BigDecimal usd) implements Comparable<Cost> {
    public static final Cost ZERO = new Cost(BigDecimal.ZERO);

    /** Far beyond any price; arithmetic on 1e999999999 would take all memory. */
    private static final int MOST_DIGITS = 60;

    private static final int SIGNIFICANT_CENTS = 3;

    public Cost {
        usd = usd.stripTrailingZeros();
        if (usd.signum() < 0) {
            throw new IllegalArgumentException("a cost must be 0 or more, got " + usd);
        }
        if (Math.abs((long) usd.scale()) > MOST_DIGITS || usd.precision() > MOST_DIGITS) {
            throw new IllegalArgumentException("a cost must have fewer than " + MOST_DIGITS + " digits");
        }
    }

    public static Cost of(String usd) {
        return new Cost(new BigDecimal(usd));
    }

    public Cost plus(Cost other) {
        return new Cost(usd.add(other.usd));
    }

    public Cost minus(Cost other) {
        return new Cost(usd.subtract(other.usd));
    }

    public Cost times(long factor) {
        return new Cost(usd.multiply(BigDecimal.valueOf(factor)));
    }

    /** A share of it. */
    Cost times(BigDecimal share) {
        return new Cost(usd.multiply(share));
    }

    /** This much for a million of something, as the cost of so many of it. */
    Cost perMillionTimes(long count) {
        return new Cost(usd.multiply(BigDecimal.valueOf(count)).movePointLeft(6));
    }

    /** This cost of {@code done} rows, carried forward to all rows; rounded to 16 digits. */
    Cost projected(long done, long all) {
        return new Cost(usd.multiply(BigDecimal.valueOf(all)).divide(BigDecimal.valueOf(done), MathContext.DECIMAL64));
    }

    /** The number alone. */
    String plain() {
        return usd.toPlainString();
    }

    @Override
    public int compareTo(Cost other) {
        return usd.compareTo(other.usd);
    }

    /** For people: cents from a dollar on, below it three digits that say something: {@code $1,234.50}, {@code $0.00123}. */
    @Override
    public String toString() {
        BigDecimal shown = usd.compareTo(BigDecimal.ONE) >= 0
                ? usd.setScale(2, RoundingMode.HALF_UP)
                : usd.round(new MathContext(SIGNIFICANT_CENTS));
        String pattern = usd.compareTo(BigDecimal.ONE) >= 0 ? "$#,##0.00" : "$0." + "#".repeat(MOST_DIGITS);
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(shown);
    }
}
