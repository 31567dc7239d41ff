"""The record kinds, each described once. `KINDS` holds them by name."""

from __future__ import annotations

from clientguard.domain.records.billing import Allocation, Invoice, InvoiceLine, Payment, WriteOff
from clientguard.domain.records.collecting import DunningStep, InvoiceHold, Promise, Suspension
from clientguard.domain.records.describe import KINDS, Choice, Field, Instant, Kind, Problem, Record, Remark, Type
from clientguard.domain.records.documents import Attachment, Document
from clientguard.domain.records.engagement import (
    ChangeOrder,
    Deliverable,
    Extension,
    ImportRun,
    Message,
    ProblemNote,
    Reference,
    Request,
    Result,
    Work,
)
from clientguard.domain.records.handover import Account, Checklist, DataHolding, HandoverMark, PlatformAnswer
from clientguard.domain.records.leaving import Decision, Evidence, Leaving, Obligation, Release
from clientguard.domain.records.parties import Business, Client, Contact, ContactPoint, Contract

__all__ = [
    "KINDS",
    "Account",
    "Allocation",
    "Attachment",
    "Business",
    "ChangeOrder",
    "Checklist",
    "Choice",
    "Client",
    "Contact",
    "ContactPoint",
    "Contract",
    "DataHolding",
    "Decision",
    "Deliverable",
    "Document",
    "DunningStep",
    "Evidence",
    "Extension",
    "Field",
    "HandoverMark",
    "ImportRun",
    "Instant",
    "Invoice",
    "InvoiceHold",
    "InvoiceLine",
    "Kind",
    "Leaving",
    "Message",
    "Obligation",
    "Payment",
    "PlatformAnswer",
    "Problem",
    "ProblemNote",
    "Promise",
    "Record",
    "Reference",
    "Release",
    "Remark",
    "Request",
    "Result",
    "Suspension",
    "Type",
    "Work",
    "WriteOff",
]
