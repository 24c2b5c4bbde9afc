package dev.ecrauditor.cli.demo;

import java.net.URI;

/** The commands that show the state of the endpoint. */
public final class InspectionHint {

    private InspectionHint() {}

    public static String lines(URI endpoint, String account, String region) {
        return "Inspect it from another terminal, then stop with Ctrl-C:\n" + command(endpoint, account, region);
    }

    static String command(URI endpoint, String account, String region) {
        return "  AWS_ACCESS_KEY_ID=" + account + " AWS_SECRET_ACCESS_KEY=any aws --endpoint-url " + endpoint
                + " --region " + region + " ecr describe-repositories";
    }
}
