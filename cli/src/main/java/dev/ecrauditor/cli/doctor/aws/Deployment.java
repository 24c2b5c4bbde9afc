package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Commands;
import dev.ecrauditor.cli.doctor.check.DeploymentNames;
import dev.ecrauditor.cli.doctor.check.HubArns;
import dev.ecrauditor.cli.doctor.check.PrerequisiteException;
import dev.ecrauditor.cli.doctor.check.RegionDisabledException;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.file.RemediationMode;
import dev.ecrauditor.settings.file.SettingsFile;
import dev.ecrauditor.settings.file.WatchSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The deployment that is checked: its settings, its names, and the reads of its parts. Above 200 lines, because every
 * check gets what it needs here, and what several need is read once.
 */
public final class Deployment {

    /** The service whose delegated administrator the hub account is. */
    public static final String STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";

    private final SettingsFile settings;
    private final AccountRegion hub;
    private final DoctorClients clients;
    private final AccountAccess access;
    private final Memo<Optional<StackReads.Stack>> hubStack;
    private final Memo<List<String>> watchedAccounts = new Memo<>(this::listWatchedAccounts);
    private final Memo<Boolean> administrator = new Memo<>(this::readAdministrator);
    private final Map<String, Memo<Optional<List<StackReads.Instance>>>> instances = new ConcurrentHashMap<>();

    /**
     * @param hub the account of the caller's credentials, and the Region of the hub
     * @param roleName the role to assume in other accounts; empty if none is given
     */
    public Deployment(SettingsFile settings, AccountRegion hub, DoctorClients clients, Optional<String> roleName) {
        this.settings = settings;
        this.hub = hub;
        this.clients = clients;
        this.access = new AccountAccess(
                () -> clients.sts(hub.region()), RepositoryArn.partitionOf(hub.region()), hub.account(), roleName);
        this.hubStack = new Memo<>(() -> stacks().stack(names().hubStack()));
    }

    public SettingsFile settings() {
        return settings;
    }

    public WatchSettings watch() {
        return settings.settings().watch();
    }

    public RemediationMode remediation() {
        return settings.mode();
    }

    public boolean hasRemediation() {
        return remediation() != RemediationMode.OFF;
    }

    /** Whether findings are imported into Security Hub CSPM. */
    public boolean importsFindings() {
        return settings.settings().export().securityHub();
    }

    public DeploymentNames names() {
        return new DeploymentNames(settings.settings().deployment().suffix());
    }

    public AccountRegion hub() {
        return hub;
    }

    public String partition() {
        return RepositoryArn.partitionOf(hub.region());
    }

    public Commands commands() {
        return new Commands(names(), hub, watch());
    }

    /** The ARNs of the hub. */
    public HubArns arns() {
        return new HubArns(partition(), hub, names());
    }

    /** The bus on which changes arrive; empty for the default bus. */
    public Optional<String> bus() {
        return watch().isSingleAccount() ? Optional.empty() : Optional.of(names().hubBus());
    }

    /** The watched Regions. */
    public List<String> regions() {
        return watch().regions().isEmpty() || watch().isSingleAccount() ? List.of(hub.region()) : watch().regions();
    }

    /** The watched accounts, in order. */
    public List<String> watchedAccounts() {
        return watchedAccounts.get();
    }

    /** Whether the hub account is a delegated administrator of CloudFormation StackSets. */
    public boolean isAdministrator() {
        return administrator.get();
    }

    private boolean readAdministrator() {
        return organization()
                .administrators(STACK_SETS)
                .filter(accounts -> accounts.contains(hub.account()))
                .isPresent();
    }

    /**
     * Demands that AWS answers the hub account about the organization.
     *
     * @throws PrerequisiteException if it is no delegated administrator
     */
    public void requireAdministrator() {
        if (!isAdministrator()) {
            throw new PrerequisiteException("AWS answers only a delegated administrator of CloudFormation StackSets");
        }
    }

    private List<String> listWatchedAccounts() {
        if (watch().isSingleAccount()) {
            return List.of(hub.account());
        }
        if (watch().organization().isPresent()) {
            requireAdministrator();
        }
        return WatchedAccountList.of(watch(), organization());
    }

    /** The hub's stack; empty if it is not deployed. */
    public Optional<StackReads.Stack> hubStack() {
        return hubStack.get();
    }

    /**
     * An output of the hub's stack.
     *
     * @throws PrerequisiteException if the stack or the output is missing
     */
    public String output(String key) {
        return deployedStack()
                .map(StackReads.Stack::outputs)
                .map(outputs -> outputs.get(key))
                .orElseThrow(() ->
                        new PrerequisiteException("the stack " + names().hubStack() + " is missing or not complete"));
    }

    private Optional<StackReads.Stack> deployedStack() {
        try {
            return hubStack();
        } catch (RuntimeException reportedByItsCheck) {
            return Optional.empty();
        }
    }

    /** The instances of a StackSet of the rollout; empty if there is no such StackSet. */
    public Optional<List<StackReads.Instance>> instances(String stackSet) {
        return instances
                .computeIfAbsent(stackSet, name -> new Memo<>(() -> stacks().instances(name)))
                .get();
    }

    /** What a StackSet deployed to this place; empty also where no StackSet deploys, or it cannot be read. */
    public Optional<StackReads.Instance> instance(String stackSet, AccountRegion place) {
        if (watch().organization().isEmpty()) {
            return Optional.empty();
        }
        try {
            return instances(stackSet).orElse(List.of()).stream()
                    .filter(each -> each.account().equals(place.account())
                            && each.region().equals(place.region()))
                    .findFirst();
        } catch (RuntimeException reportedByItsCheck) {
            return Optional.empty();
        }
    }

    /** Whether STS of the Region accepts credentials of the account, which needs no permission. */
    public boolean isEnabled(AccountRegion place) {
        try {
            var unused = Reads.required(
                    "sts:GetCallerIdentity",
                    () -> clients.sts(place.region())
                            .getCallerIdentity(request -> request.overrideConfiguration(access.of(place.account()))));
            return true;
        } catch (RegionDisabledException rejected) {
            return false;
        }
    }

    public AccountAccess access() {
        return access;
    }

    public DoctorClients clients() {
        return clients;
    }

    public StackReads stacks() {
        return new StackReads(clients.cloudFormation(hub.region()));
    }

    public EventReads events() {
        return new EventReads(clients, access);
    }

    public TrailReads trails() {
        return new TrailReads(clients, access);
    }

    public RoleReads roles() {
        return new RoleReads(clients, access, hub.region());
    }

    public QueueReads queues() {
        return new QueueReads(clients, access);
    }

    public TopicReads topics() {
        return new TopicReads(clients.sns(hub.region()));
    }

    public KeyReads keys() {
        return new KeyReads(clients.kms(hub.region()));
    }

    public FunctionReads functions() {
        return new FunctionReads(clients.lambda(hub.region()));
    }

    public TableReads tables() {
        return new TableReads(clients.dynamoDb(hub.region()));
    }

    public OrganizationReads organization() {
        return new OrganizationReads(
                clients.organizations(hub.region()),
                new OrganizationsReader(TerminalClients.of(hub.region(), clients.endpoint()), Clock.systemUTC()));
    }
}
