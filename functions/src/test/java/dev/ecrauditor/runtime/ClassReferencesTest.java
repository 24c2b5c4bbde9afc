package dev.ecrauditor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Deque;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.Delayed;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ClassReferencesTest {

    /** Refers to classes in each way that counts. */
    static final class Sample {
        static final Function<Delayed, Object> LAMBDA = delayed -> "";

        Object created() {
            return new Locale[][] {};
        }

        int called() {
            return answer(null);
        }

        private static int answer(NavigableMap<String, String> map) {
            return map == null ? 1 : 0;
        }

        Class<?> named() throws ClassNotFoundException {
            return Class.forName("org.example.Left$Out");
        }

        String told() {
            return "com.example is no class, and neither is org.example.name";
        }

        Optional<Deque<String>> generic() {
            return Optional.empty();
        }
    }

    @Test
    void classesOfArraysOfLambdasAndOfCalledMethodsAreLinked() throws IOException {
        assertThat(sample().linked())
                .contains("java/util/Locale", "java/util/concurrent/Delayed", "java/util/NavigableMap")
                .allSatisfy(name -> assertThat(name).doesNotContain("[", ";"));
    }

    @Test
    void aTypeParameterAloneIsNotLinked() throws IOException {
        assertThat(sample().linked()).contains("java/util/Optional").doesNotContain("java/util/Deque");
    }

    @Test
    void aTextThatIsTheNameOfAClassIsNamed() throws IOException {
        assertThat(sample().named()).containsExactly("org/example/Left$Out");
    }

    private static ClassReferences sample() throws IOException {
        try (InputStream content = Sample.class.getResourceAsStream("ClassReferencesTest$Sample.class")) {
            return ClassReferences.of(content);
        }
    }
}
