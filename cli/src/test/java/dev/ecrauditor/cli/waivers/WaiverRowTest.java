package dev.ecrauditor.cli.waivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.WaivedAccess;
import dev.ecrauditor.settings.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiverRowTest {

    private static final Waiver WAIVER = new Waiver(
            List.of("ecr-policy-not-public"),
            new Scope(List.of("*"), List.of("payments/*")),
            List.of(new WaivedAccess(Set.of("o-a1b2c3d4e5", "444455556666"), List.of("ecr:BatchGetImage"))),
            "payments@example.org",
            "our partner pulls",
            LocalDate.parse("2027-01-31"));

    @ParameterizedTest
    @CsvSource({
        "2027-01-20, ACTIVE, 11 days",
        "2027-01-23, ACTIVE, 8 days",
        "2027-01-24, EXPIRING, 7 days",
        "2027-01-30, EXPIRING, 1 day",
        "2027-01-31, EXPIRING, last day",
        "2027-02-01, EXPIRED, expired"
    })
    void aWaiverHoldsToItsLastDayAndExpiresTheDayAfter(LocalDate today, WaiverStatus status, String left) {
        WaiverRow row = WaiverRow.of(WAIVER, today, 7, Optional.empty());
        assertThat(row.status()).isEqualTo(status);
        assertThat(row.left()).isEqualTo(left);
    }

    @Test
    void theLineOfJsonHasEverythingThatTheFileSays() {
        WaiverRow row = WaiverRow.of(WAIVER, LocalDate.parse("2027-02-02"), 7, Optional.of(3L));
        assertThat(JsonWriter.write(row.json()))
                .isEqualTo(
                        "{\"rules\":[\"ecr-policy-not-public\"],\"accounts\":[\"*\"],\"repositories\":[\"payments/*\"],\"grants\":[{\"principals\":[\"444455556666\",\"o-a1b2c3d4e5\"],\"actions\":[\"ecr:BatchGetImage\"]}],\"owner\":\"payments@example.org\",\"reason\":\"our partner pulls\",\"expires\":\"2027-01-31\",\"daysLeft\":-2,\"status\":\"EXPIRED\",\"findings\":3}");
        assertThat(row.covers()).isEqualTo("444455556666, o-a1b2c3d4e5: ecr:BatchGetImage");
    }
}
