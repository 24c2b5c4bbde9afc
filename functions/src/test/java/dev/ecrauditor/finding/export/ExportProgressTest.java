package dev.ecrauditor.finding.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.export.ExportProgress.Counts;
import dev.ecrauditor.finding.export.ExportProgress.Cursor;
import dev.ecrauditor.json.JsonObject;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An export goes on where it stopped, one version further with each part. */
class ExportProgressTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final Cursor HALFWAY = new Cursor("111122223333#us-east-1", "444455556666#us-east-1", "registry", 2);

    @Test
    void eachPartIsOneVersionFurtherAndItsCountsAreAdded() {
        ExportProgress begun = ExportProgress.NONE.begin(DAY);
        ExportProgress halfway = begun.at(HALFWAY, new Counts(1, 20, 0)).at(HALFWAY, new Counts(1, 5, 3));
        assertThat(begun).isEqualTo(new ExportProgress(1, Optional.of(DAY), false, Cursor.BEGINNING, Counts.ZERO));
        assertThat(halfway).isEqualTo(new ExportProgress(3, Optional.of(DAY), false, HALFWAY, new Counts(2, 25, 3)));
        assertThat(halfway.complete())
                .isEqualTo(new ExportProgress(4, Optional.of(DAY), true, Cursor.BEGINNING, new Counts(2, 25, 3)));
    }

    @Test
    void theStoredFormIsReadBack() {
        ExportProgress halfway = ExportProgress.NONE.begin(DAY).at(HALFWAY, new Counts(1, 20, 4));
        assertThat(ExportProgress.read(halfway.json())).isEqualTo(halfway);
        assertThat(ExportProgress.read(ExportProgress.NONE.json())).isEqualTo(ExportProgress.NONE);
    }

    @Test
    void aDamagedFormIsNotTakenForABeginning() {
        assertThatThrownBy(() -> ExportProgress.read(new JsonObject().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the export has no version");
        assertThatThrownBy(() -> ExportProgress.read(
                        new JsonObject().put("version", 1).put("date", "soon").build()))
                .isInstanceOf(IllegalStateException.class);
    }
}
