package dev.ecrauditor.registry;

import static dev.ecrauditor.rule.RegistryBuilder.template;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreationTemplateTest {

    @Test
    void aTemplateCoversTheNamesBelowItsPrefix() {
        assertThat(template("prod").covers("prod/web")).isTrue();
        assertThat(template("prod").covers("prod")).isFalse();
        assertThat(template("prod").covers("production/db")).isFalse();
        assertThat(template(CreationTemplate.ROOT).covers("production/db")).isTrue();
    }
}
