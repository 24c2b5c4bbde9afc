package dev.ecrauditor.rule;

/**
 * A collection of controls that rules are mapped to. What NIST and PCI DSS require is taken from Security Hub CSPM, which
 * names the requirements of its controls; a rule without such a control is mapped to none.
 *
 * <p>Source: "Security Hub CSPM controls for Amazon ECR" and "Security Hub CSPM controls for AWS KMS", AWS Security Hub
 * User Guide; "List of AWS Config Managed Rules", AWS Config Developer Guide.
 */
public enum Framework {
    SECURITY_HUB("Security Hub CSPM"),
    AWS_CONFIG("AWS Config"),
    NIST("NIST SP 800-53 Rev. 5"),
    PCI_DSS("PCI DSS v4.0.1"),
    /** The five documents that the project was created from; docs/rules/README.md lists them. */
    SEED("seed");

    private final String title;

    Framework(String title) {
        this.title = title;
    }

    /** Its name in texts and in JSON. */
    public String title() {
        return title;
    }
}
