package dev.ecrauditor.iac.terraform.value;

import java.math.BigDecimal;
import java.util.function.Supplier;

/** A value of an expression. Collections are immutable and know their size, so that no value can grow without limit. */
public sealed interface Value
        permits Value.Text,
                Value.Num,
                Value.Bool,
                Value.Null,
                Value.Unknown,
                Value.Reference,
                Value.Namespace,
                Sequence,
                Mapping {

    /** A text. */
    record Text(String text) implements Value {

        /** As long as a value may become: far above every policy and template. */
        public static final int MOST = 4_000_000;

        public Text {
            if (text.length() > MOST) {
                throw new UnevaluatedException("a text is longer than " + MOST + " characters");
            }
        }

        @Override
        public long weight() {
            return 1L + text.length() / 16;
        }
    }

    /** A number, without trailing zeros. */
    record Num(BigDecimal number) implements Value {

        /** Far above every number that Terraform can hold; larger exponents would print as gigabytes. */
        private static final int MOST_DIGITS = 1_000;

        public Num {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
                throw new UnevaluatedException("a number has more than " + MOST_DIGITS + " digits");
            }
        }

        public String plain() {
            return number.toPlainString();
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Value {}

    /** No value. */
    record Null() implements Value {}

    /**
     * A value that the sources do not determine.
     *
     * @param reason as a phrase
     */
    record Unknown(String reason) implements Value {

        /** A value that Terraform determines when it plans. */
        public static Unknown untilPlan(String reason) {
            return new Unknown(reason + "; use the plan JSON");
        }
    }

    /**
     * An attribute of a resource of the same input.
     *
     * @param known what the configuration says of the attribute, or why it does not
     */
    record Reference(String address, String attribute, Supplier<Value> known) implements Value {

        @Override
        public boolean equals(Object other) {
            return other instanceof Reference that && that.address.equals(address) && that.attribute.equals(attribute);
        }

        @Override
        public int hashCode() {
            return 31 * address.hashCode() + attribute.hashCode();
        }
    }

    /** A name whose attributes are evaluated when they are used: {@code var}, a resource, a call of a module. */
    non-sealed interface Namespace extends Value {

        /**
         * The value of an attribute.
         *
         * @throws EvaluationException where Terraform would refuse the name
         */
        Value attribute(String name);

        /** What it is, in the words of the configuration, for example {@code aws_kms_key.ecr}. */
        String description();
    }

    /** How much work it is to walk through the value. */
    default long weight() {
        return 1;
    }

    /** How many collections are inside each other. */
    default int depth() {
        return 0;
    }

    /** True when no part is unknown or depends on a resource. */
    default boolean isWhollyKnown() {
        return !(this instanceof Unknown || this instanceof Reference || this instanceof Namespace);
    }

    /** The value itself, in place of a reference to an attribute that the configuration declares. */
    default Value resolved() {
        return this instanceof Reference reference ? reference.known().get() : this;
    }

    /** No value. */
    static Value absent() {
        return new Null();
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(boolean value) {
        return new Bool(value);
    }

    static Value of(long number) {
        return new Num(BigDecimal.valueOf(number));
    }
}
