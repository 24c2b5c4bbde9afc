package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.settings.SettingsArchive;
import dev.ecrauditor.settings.file.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/**
 * The validated settings as a layer: versioned with the code that reads it, and without a limit of 4 KB. See ADR
 * 0020.
 */
public final class SettingsLayer extends Construct {

    /** The path to which Lambda unpacks the layer. */
    static final String FILE = "/opt/" + SettingsArchive.ENTRY;

    private static final Path ARCHIVES = Path.of("target", "settings");

    private final LayerVersion layer;

    public SettingsLayer(Construct scope, String id, SettingsFile settings) {
        super(scope, id);
        layer = LayerVersion.Builder.create(this, "Layer")
                .layerVersionName(FixedName.of(this, "ecr-auditor-settings"))
                .description("The validated settings of ECR Auditor")
                .code(Code.fromAsset(SettingsArchive.write(settings, ARCHIVES).toString()))
                .compatibleRuntimes(List.of(Runtime.JAVA_25))
                .compatibleArchitectures(List.of(Architecture.ARM_64))
                .build();
    }

    /** Adds the file to a function and sets its path. */
    public void addTo(JavaFunction function) {
        function.add(layer);
        function.addEnvironment("SETTINGS_FILE", FILE);
    }
}
