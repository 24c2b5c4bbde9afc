package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.TableReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the table of the records can be used. */
public final class FindingTable implements Check {

    private final Deployment deployment;

    public FindingTable(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "finding-table";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        String name = deployment.output("FindingTableName");
        Optional<TableReads.Table> table = deployment.tables().table(name);
        String of = " --table-name " + name + " --region {region}";
        if (table.isEmpty()) {
            return List.of(CheckResult.fail(
                    "the table " + name + " does not exist: the records of all findings are lost",
                    new Fix(
                            "{account}",
                            Stream.concat(
                                            Stream.of("aws dynamodb list-backups" + of
                                                    + "    # restore one under this name, if there is any"),
                                            deployment.commands().revertHub().commands().stream())
                                    .toList())));
        }
        if (table.get().keyInaccessible()) {
            return List.of(CheckResult.fail(
                    "DynamoDB cannot use the KMS key of the table " + name,
                    Fix.in("{account}", "aws dynamodb describe-table" + of + " --query Table.SSEDescription")));
        }
        if (!table.get().status().equals("ACTIVE")) {
            return List.of(CheckResult.fail(
                    "the table " + name + " cannot be used: its status is "
                            + table.get().status(),
                    Fix.in("{account}", "aws dynamodb wait table-exists" + of)));
        }
        return List.of(CheckResult.pass("the table " + name + " is active"));
    }
}
