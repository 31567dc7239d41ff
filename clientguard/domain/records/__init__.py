"""The record kinds, each described once. `KINDS` holds them by name."""

from __future__ import annotations

from clientguard.domain.records.describe import KINDS, Choice, Field, Instant, Kind, Problem, Record, Remark, Type
from clientguard.domain.records.kinds.beginning import Clause, DoNotEngage, Intake, Peer
from clientguard.domain.records.kinds.billing import Allocation, Invoice, InvoiceLine, Payment, WriteOff
from clientguard.domain.records.kinds.collecting import DunningStep, InvoiceHold, Promise, Suspension
from clientguard.domain.records.kinds.communication import (
    Absence,
    ApprovalRound,
    ImportRun,
    Meeting,
    Message,
    Reference,
    Request,
)
from clientguard.domain.records.kinds.documents import Attachment, Document
from clientguard.domain.records.kinds.engagement import (
    Advice,
    ChangeOrder,
    Deliverable,
    Demand,
    Extension,
    ProblemNote,
    Result,
    Work,
)
from clientguard.domain.records.kinds.handover import Account, Checklist, DataHolding, HandoverMark, PlatformAnswer
from clientguard.domain.records.kinds.judging import RecoveryPlan, SignReview, Threshold
from clientguard.domain.records.kinds.leaving import Decision, Evidence, Leaving, Obligation, Release
from clientguard.domain.records.kinds.parties import Business, Client, Contact, ContactPoint, Contract
from clientguard.domain.records.kinds.proving import Bundle, LawRate

__all__ = [
    "KINDS",
    "Absence",
    "Account",
    "Advice",
    "Allocation",
    "ApprovalRound",
    "Attachment",
    "Bundle",
    "Business",
    "ChangeOrder",
    "Checklist",
    "Choice",
    "Clause",
    "Client",
    "Contact",
    "ContactPoint",
    "Contract",
    "DataHolding",
    "Decision",
    "Deliverable",
    "Demand",
    "DoNotEngage",
    "Document",
    "DunningStep",
    "Evidence",
    "Extension",
    "Field",
    "HandoverMark",
    "ImportRun",
    "Instant",
    "Intake",
    "Invoice",
    "InvoiceHold",
    "InvoiceLine",
    "Kind",
    "LawRate",
    "Leaving",
    "Meeting",
    "Message",
    "Obligation",
    "Payment",
    "Peer",
    "PlatformAnswer",
    "Problem",
    "ProblemNote",
    "Promise",
    "Record",
    "RecoveryPlan",
    "Reference",
    "Release",
    "Remark",
    "Request",
    "Result",
    "SignReview",
    "Suspension",
    "Threshold",
    "Type",
    "Work",
    "WriteOff",
]
