package dev.ecrauditor.cli.audit;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.cli.audit.report.AuditReport;
import dev.ecrauditor.cli.report.ReportForm;
import dev.ecrauditor.cli.report.ReportOutput;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.report.ReportRun;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Settings;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A process that reads registries of several sizes and prints for each how many bytes were reachable at most. It runs
 * the classes of production; what AWS, the table and the terminal keep is not in its memory.
 */
final class MeasuredMemory {

    private static final int SAMPLES = 8;
    private static final Clock CLOCK = Clock.systemUTC();
    private static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15), TrustedParties.NOBODY);

    private MeasuredMemory() {}

    /**
     * Measures.
     *
     * @param arguments what is run, and the numbers of repositories
     */
    public static void main(String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            int repositories = Integer.parseInt(arguments[i]);
            Samples samples = new Samples(Math.max(1, repositories / SAMPLES));
            GeneratedRegistry registry = new GeneratedRegistry(repositories);
            int evaluated;
            try (AwsClients clients = AwsClients.ofInvented(registry, GeneratedRegistry.REGION)) {
                evaluated = arguments[0].equals("sweep")
                        ? sweep(clients, repositories, samples)
                        : audit(clients, samples, ReportForm.valueOf(arguments[0].toUpperCase(Locale.ROOT)));
            }
            System.out.println(repositories + " " + evaluated + " " + samples.most);
        }
    }

    /** What is reachable after some of the repositories, on the thread that takes them: no page is being parsed then. */
    private static final class Samples {

        private final int every;
        private long most;

        Samples(int every) {
            this.every = every;
        }

        void taken(int repositories) {
            if (repositories > 0 && repositories % every == 0) {
                System.gc();
                Runtime java = Runtime.getRuntime();
                most = Math.max(most, java.totalMemory() - java.freeMemory());
            }
        }
    }

    private static AccountCredentials own(AwsClients clients) {
        return new AccountCredentials(clients, Optional.empty(), CLOCK);
    }

    private static int audit(AwsClients clients, Samples samples, ReportForm form) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        List<ReportRule> rules = RULES.metadata().stream().map(ReportRule::of).toList();
        AuditReport report = AuditReport.ofOwnAccount(
                new ReportOutput(form, nowhere, nowhere, new ReportRun("audit", "1", rules, CLOCK.instant())),
                AuditReport.Rows.BAD,
                new AuditReport.Terms(List.of(), TrustedParties.NOBODY));
        AtomicInteger evaluated = new AtomicInteger();
        MemberAccount account = new MemberAccount(GeneratedRegistry.ACCOUNT, "", "ACTIVE");
        new RegistryAudit(clients, own(clients), RULES)
                .audit(
                        new CoverageRows(account, account.id(), "ecr-auditor-read"),
                        GeneratedRegistry.REGION,
                        report,
                        (region, done, all) -> {
                            evaluated.set(done);
                            samples.taken(done);
                        });
        report.finish(true);
        return evaluated.get();
    }

    private static int sweep(AwsClients clients, int repositories, Samples samples) {
        Evaluated store = new Evaluated(samples);
        RuleSetFingerprint fingerprint = RuleSetFingerprint.of(RULES, "");
        RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
                new EcrRepositoryReader(clients, own(clients), CLOCK),
                RULES,
                new Transition(Settings.NONE, "remediation", Optional.of(fingerprint)),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                CLOCK));
        Sweep.Outcome outcome = new Sweep(new Sweep.Parts(
                        new EcrRepositoryLister(clients, own(clients)),
                        new Known(repositories),
                        audit,
                        store,
                        record -> {},
                        fingerprint,
                        Duration.ofDays(1),
                        CLOCK))
                .sweep(
                        new Subject.Coverage(GeneratedRegistry.ACCOUNT, GeneratedRegistry.REGION),
                        () -> true,
                        line -> {});
        if (outcome != Sweep.Outcome.COMPLETE) {
            throw new IllegalStateException("the sweep ended with " + outcome);
        }
        return store.saved;
    }

    /** Counts what is stored. */
    private static final class Evaluated implements FindingStore {

        private final Samples samples;
        private int saved;

        Evaluated(Samples samples) {
            this.samples = samples;
        }

        @Override
        public Optional<SubjectRecord> load(Subject subject) {
            return Optional.empty();
        }

        @Override
        public boolean save(SubjectRecord next) {
            if (next.subject().kind() == Subject.Kind.REPOSITORY) {
                saved++;
                samples.taken(saved);
            }
            return true;
        }

        @Override
        public void removeSent(Subject subject, Set<String> entryIds) {}

        @Override
        public List<Subject> due(int limit) {
            return List.of();
        }
    }

    /** Knows every repository from an earlier sweep. */
    private static final class Known implements SweepStore {

        private final int repositories;
        private Optional<SweepProgress> progress = Optional.empty();

        Known(int repositories) {
            this.repositories = repositories;
        }

        @Override
        public SweepProgress progress(Subject.Coverage coverage) {
            return progress.orElse(SweepProgress.none(coverage));
        }

        @Override
        public boolean save(SweepProgress next) {
            progress = Optional.of(next);
            return true;
        }

        @Override
        public List<RepositoryArn> known(Subject.Coverage coverage, NameWindow window) {
            return window.select(IntStream.range(0, repositories)
                    .mapToObj(number ->
                            RepositoryArn.parse(GeneratedRegistry.arn(number)).orElseThrow()));
        }
    }
}
