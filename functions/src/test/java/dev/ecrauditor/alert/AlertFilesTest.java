package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.StoryMessages.PublishedMessage;
import dev.ecrauditor.alert.text.EmailLines;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the stories publish is what the files show that a reviewer has read. After a change of a text, write them anew and
 * read the difference: {@code mvn test -pl functions -am -Dtest=AlertFilesTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dupdate.alerts=true}.
 */
class AlertFilesTest {

    static Stream<PublishedMessage> everyMessage() throws Exception {
        return StoryMessages.all().stream();
    }

    @Test
    void everyStoryPublishesWhatItsFilesShow() throws Exception {
        Map<String, String> files = AlertFiles.of(StoryMessages.all());
        if (Boolean.getBoolean("update.alerts")) {
            AlertFiles.write(files);
        }
        Map<String, String> known = AlertFiles.read();
        assertThat(known.keySet()).isEqualTo(files.keySet());
        files.forEach((name, content) -> assertThat(known.get(name)).as(name).isEqualTo(content));
    }

    @Test
    void thereAreFilesOfAtLeastFortyStories() throws Exception {
        assertThat(AlertFiles.read().keySet().stream().filter(name -> name.endsWith(".email.txt")))
                .hasSizeGreaterThanOrEqualTo(40);
    }

    /** A line that is longer holds a command, an address, or one name that cannot be broken. */
    @ParameterizedTest
    @MethodSource("everyMessage")
    void aSentenceOfAnEmailFitsEightyColumns(PublishedMessage message) {
        List<String> tooLong = message.message()
                .email()
                .lines()
                .filter(line -> line.length() > EmailLines.COLUMNS)
                .filter(line -> !line.matches(
                        "(?:  |      )(?:# )?(aws|crane|\\./ecr-auditor) .*|(Repository|Registry|Key) +https://.*"))
                .filter(line -> line.strip().contains(" "))
                .toList();
        assertThat(tooLong).isEmpty();
    }
}
